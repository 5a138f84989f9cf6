// Finds a number that proves a moment of work, in place of a picture puzzle.
(() => {
  const form = document.querySelector("form[data-puzzle]");
  if (!form) return;
  const K = [];
  const START = [];
  for (let n = 2; K.length < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (!prime) continue;
    const bits = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
    if (START.length < 8) START.push(bits(Math.sqrt(n)));
    K.push(bits(Math.cbrt(n)));
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  const w = new Int32Array(64);

  // SHA-256 of ASCII text, FIPS 180-4; only the first word is needed.
  const firstWord = (text) => {
    const n = text.length;
    const blocks = ((n + 8) >> 6) + 1;
    const h = START.slice();
    for (let b = 0; b < blocks; b++) {
      for (let i = 0; i < 16; i++) {
        let word = 0;
        for (let j = 0; j < 4; j++) {
          const at = b * 64 + i * 4 + j;
          const byte = at < n ? text.charCodeAt(at) : at === n ? 128 : 0;
          word = (word << 8) | byte;
        }
        w[i] = word;
      }
      if (b === blocks - 1) w[15] = n * 8;
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15];
        const c = w[i - 2];
        w[i] = (w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] +
          (turn(c, 17) ^ turn(c, 19) ^ (c >>> 10))) | 0;
      }
      let [a, b2, c, d, e, f, g, k] = h;
      for (let i = 0; i < 64; i++) {
        const one = (k + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b2) ^ (a & c) ^ (b2 & c))) | 0;
        k = g; g = f; f = e; e = (d + one) | 0; d = c; c = b2; b2 = a; a = (one + two) | 0;
      }
      [a, b2, c, d, e, f, g, k].forEach((v, i) => { h[i] = (h[i] + v) | 0; });
    }
    return h[0];
  };

  const challenge = form.elements.namedItem("challenge").value;
  const answer = form.elements.namedItem("answer");
  const bits = Number(form.dataset.puzzle);
  let number = 0;
  let waiting = null;
  const work = () => {
    const until = performance.now() + 12;
    while (performance.now() < until) {
      for (let i = 0; i < 64; i++, number++) {
        if (Math.clz32(firstWord(`${challenge} ${number}`)) >= bits) {
          answer.value = String(number);
          form.dataset.solved = "";
          if (waiting) form.submit();
          return;
        }
      }
    }
    setTimeout(work, 0);
  };
  form.addEventListener("submit", (event) => {
    if (answer.value) return;
    event.preventDefault();
    waiting = true;
  });
  work();
})();
