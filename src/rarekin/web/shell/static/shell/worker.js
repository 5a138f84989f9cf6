// Answers without a connection from what the reader saved. It never keeps anything itself:
// pages are put there and taken away by saved.js, and this worker exists only while there are some.
const KEPT = "rarekin-saved";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fromKept = async (request) => {
  const kept = await caches.open(KEPT);
  const found = await kept.match(request, { ignoreVary: true });
  if (found) return found;
  if (request.mode !== "navigate") return Response.error();
  const list = (await kept.keys()).find((key) => new URL(key.url).pathname.endsWith("/saved"));
  return (list && (await kept.match(list, { ignoreVary: true }))) || Response.error();
};

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(fetch(request).catch(() => fromKept(request)));
});
