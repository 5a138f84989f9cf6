"""Everyday phrases for findings of nerves, movement, learning and behaviour. Our own words.

Each line: HPO id and label, a colon, phrases separated by semicolons; deeper lines continue.
"""

from __future__ import annotations

MIND_PHRASES = """
HP:0001250 Seizure: fit; fits; epileptic fit; convulsions; epilepsy; takes fits
HP:0002373 Febrile seizure (within the age range of 3 months to 6 years): fit with fever; fits with
  high temperature; fever convulsion; febrile convulsion
HP:0011147 Typical absence seizure: staring spells; zones out; blank spells; stares into space
HP:0012469 Infantile spasms: jackknife spasms; spasms in clusters; west syndrome spasms
HP:0002069 Bilateral tonic-clonic seizure: grand mal fit; whole body fit; stiffens and jerks all
  over
HP:0002133 Status epilepticus: fit that would not stop; prolonged fit; seizure that would not stop
HP:0001252 Hypotonia: floppy; floppy baby; low tone; low muscle tone; like a rag doll; floppiness;
  poor muscle tone; muscles are floppy; goes limp; limp baby
HP:0001276 Hypertonia: high tone; high muscle tone; stiff muscles; muscles are tight; tight muscles
HP:0001257 Spasticity: spastic; spastic muscles; legs stiff and scissor
HP:0001324 Muscle weakness: weak muscles; no strength; loses strength; muscles are weak
HP:0003701 Proximal muscle weakness: weak shoulders and hips; cannot get up from the floor; trouble
  climbing stairs; difficulty standing up from a chair
HP:0002460 Distal muscle weakness: weak hands and feet; weak ankles
HP:0003394 Muscle spasm: muscle cramps; cramps; cramping muscles; leg cramps
HP:0003326 Myalgia: sore muscles; muscle pain; aching muscles; muscles hurt
HP:0003202 Skeletal muscle atrophy: muscle wasting; muscles wasting away; thin muscles; losing
  muscle; muscles shrinking
HP:0012378 Fatigue: always tired; tired all the time; exhausted; no energy; gets tired easily; worn
  out; tired; tiredness
HP:0003546 Exercise intolerance: cannot keep up with other children; tires quickly when running; out
  of puff; tires easily with exercise
HP:0001270 Motor delay: late to sit and walk; late motor milestones; slow to sit up; late sitting;
  slow to crawl; motor milestones late; behind with physical milestones
HP:0031936 Delayed ability to walk: late walker; did not walk until; not walk before;
  walked late; late to walk; slow to walk; not
  walking yet; cannot walk yet; not yet walking; started walking late
HP:0002540 Inability to walk: cannot walk; never walked; never learned to walk; does not walk;
  unable to walk; not able to walk; in a wheelchair
HP:0002505 Loss of ambulation: stopped walking; lost the ability to walk; no longer walks
HP:0025336 Delayed ability to sit: cannot sit up yet; cannot sit; does not sit; did not sit until;
  cannot sit alone; cannot sit on her own; does not sit alone; late to sit; sat late; not sitting
  yet
HP:0002194 Delayed gross motor development: did not crawl until; cannot crawl; slow to crawl and
  walk; late crawling; late gross motor milestones
HP:0010862 Delayed fine motor development: trouble with buttons; trouble holding a pencil; clumsy
  fingers; fine motor delay
HP:0002421 Poor head control: cannot hold her head up; head lag; head flops; cannot hold head up;
  poor neck control; not holding head up
HP:0000750 Delayed speech and language development: late talker; did not talk until;
  did not speak until; no words until; not talk before; not speak before; late to talk;
  talks late; speech delay; not talking yet; slow to talk; few words; delayed talking;
  behind in speech; language
  delay; only says a few words; no words yet; cannot talk yet; started talking late
HP:0001344 Absent speech: cannot talk; cannot speak; no speech; nonverbal; non verbal; does not
  talk; does not speak; never learned to talk; never spoke; not a single word; without speech
HP:0001260 Dysarthria: slurred speech; slurs words; hard to understand speech; speech is unclear;
  slurring
HP:0001263 Global developmental delay: behind in everything; slow development; developmental delay;
  late milestones; milestones delayed; behind in development; slow to develop; developing slowly;
  behind for his age in everything
HP:0002376 Developmental regression: lost the words she had; lost skills; losing skills; went
  backwards; forgot how to; lost words she had; lost abilities; regressed; loses what he learned
HP:0001249 Intellectual disability: learning disability; mental handicap; slow learner; low IQ;
  learning disabilities; intellectually disabled; intellectual impairment
HP:0001328 Specific learning disability: trouble learning at school; learning difficulties;
  struggles at school; difficulty learning
HP:0100543 Cognitive impairment: thinking problems; trouble thinking; brain fog; mentally slower
HP:0002354 Memory impairment: forgetful; memory problems; memory loss; forgets things; trouble
  remembering; poor memory
HP:0000726 Dementia: losing his mind; demented; senile
HP:0000729 Autistic behavior: autism; autistic; on the spectrum; autism spectrum disorder; autistic
  traits
HP:0007018 Attention deficit hyperactivity disorder: ADHD; cannot concentrate and hyper; attention
  deficit
HP:0000752 Hyperactivity: cannot sit still; always on the go; hyperactive
HP:0000736 Short attention span: cannot concentrate; cannot focus; poor concentration; easily
  distracted
HP:0000718 Aggressive behavior: hits people; lashes out; aggressive; violent behavior; attacks
  others
HP:0100716 Self-injurious behavior: hurts himself; bangs head; bites himself; self harm; hits
  herself; head banging; injures himself; bites his hands
HP:0000733 Motor stereotypy: hand flapping; flaps his hands; hand wringing; repetitive movements;
  wrings hands
HP:0000739 Anxiety: anxious; worries a lot; anxious all the time
HP:0000716 Depression: low mood; very sad all the time; feels depressed; feeling depressed
HP:0000738 Hallucinations: hears voices; sees things that are not there; hallucinating
HP:0002360 Sleep abnormality: hardly sleeps; trouble sleeping; sleeps badly; poor sleep; does not
  sleep; sleep problems; wakes all night; bad sleeper; cannot sleep
HP:0002329 Drowsiness: sleepy; sleepy all day; sleepy all the time; sleeps all day; hard to wake
HP:0000737 Irritability: cries all the time; irritable; inconsolable; constant crying; fussy baby;
  screams for hours
HP:0001251 Ataxia: wobbly; unsteady; clumsy walking; poor balance; poor coordination; balance
  problems; loses balance
HP:0002066 Gait ataxia: walks like drunk; wobbly walk; unsteady on his feet; unsteady walk;
  staggering walk; wide based gait; staggers
HP:0001288 Gait disturbance: walks funny; walks oddly; strange walk; abnormal walk; limping; limp
  when walking; odd gait; difficulty walking; trouble walking; waddles; limps
HP:0002515 Waddling gait: waddling walk; walks like a duck; waddles when walking
HP:0030051 Tip-toe gait: walks on tiptoes; toe walker; walks on her toes; toe walking; walks on tip
  toes; tiptoe walking
HP:0002359 Frequent falls: falls a lot; keeps falling; trips a lot; falls often; always falling;
  falls over all the time; always falling over
HP:0002312 Clumsiness: clumsy; bumps into things; drops things; klutzy
HP:0001337 Tremor: shaky hands; shakes; trembling; shaking hands; hands tremble; tremors; hands
  shake; shaking
HP:0004305 Involuntary movements: movements he cannot control; uncontrolled movements; movements she
  cannot control; moves without wanting to
HP:0001332 Dystonia: twisting movements; muscles twist; twisted posture; body twists
HP:0002072 Chorea: dance like movements; jerky dancing movements; fidgety movements
HP:0001336 Myoclonus: jerks; sudden jerks; muscle jerks; body jerks; jerky movements; sudden jerking
HP:0002380 Fasciculations: muscle twitches; muscles twitching; twitching under the skin
HP:0003401 Paresthesia: pins and needles; tingling; tingling in her hands; prickling
HP:0033748 Hypoesthesia: numbness; numb; cannot feel; numb feet; numb hands
HP:0007328 Impaired pain sensation: does not feel pain; cannot feel pain; insensitive to pain; no
  pain feeling
HP:0002315 Headache: headaches; head hurts; sore head; head pain
HP:0002076 Migraine: migraines; bad headaches with vomiting
HP:0002321 Vertigo: dizzy; room spins; dizziness; dizzy spells; spinning feeling
HP:0002371 Loss of speech: stopped talking; stopped speaking; talks no more
HP:0001279 Syncope: faints; faints a lot; often faints; fainting; passes out; blacks out;
  fainted; blackouts; passed out
HP:0001269 Hemiparesis: one side of the body weak; weakness down one side; one side weak; weakness
  of one side
HP:0010550 Paraplegia: both legs paralysed; legs paralyzed
HP:0003470 Paralysis: paralysed; cannot move; paralyzed
HP:0010628 Facial palsy: face droops; one side of face does not move; facial paralysis; drooping
  face; crooked smile
HP:0001297 Stroke: brain stroke
HP:0000238 Hydrocephalus: water on the brain; fluid on the brain; shunt in his head; fluid in the
  brain
HP:0001274 Agenesis of corpus callosum: no corpus callosum; missing corpus callosum; absent corpus
  callosum
HP:0002500 Abnormal cerebral white matter morphology: white matter changes; white spots on brain
  scan
HP:0002059 Cerebral atrophy: brain shrinkage; shrunken brain; brain is shrinking; brain has shrunk
HP:0002414 Spina bifida: open spine; hole in the spine; open back at birth
"""
