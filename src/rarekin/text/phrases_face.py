"""Everyday phrases for findings of head, face, eyes, ears, nose and mouth. Our own words.

Each line: HPO id and label, a colon, phrases separated by semicolons; deeper lines continue.
"""

from __future__ import annotations

FACE_PHRASES = """
HP:0000256 Macrocephaly: big head; large head; head is too big; head is big; oversized head; large
  head circumference
HP:0000252 Microcephaly: small head; tiny head; head is too small; small head circumference; head
  not growing
HP:0000248 Brachycephaly: flat back of head; flat head at the back; short head
HP:0001357 Plagiocephaly: flat on one side of the head; lopsided head; crooked skull; head shape
  uneven
HP:0001363 Craniosynostosis: skull bones closed too early; soft spot closed early; fused skull;
  skull fused too early; skull bones fused
HP:0000239 Large fontanelles: big soft spot; large soft spot; soft spot too large; wide soft spot
HP:0001476 Delayed closure of the anterior fontanelle: soft spot did not close; soft spot still
  open; soft spot closed late
HP:0002007 Frontal bossing: bulging forehead; forehead sticks out; bossed forehead
HP:0011220 Prominent forehead: big forehead; prominent brow; protruding forehead
HP:0000348 High forehead: tall forehead
HP:0000337 Broad forehead: wide forehead
HP:0009890 High anterior hairline: high hairline; receding hairline
HP:0000294 Low anterior hairline: low hairline at front
HP:0002162 Low posterior hairline: hair low on the neck; low hairline at the back; low hairline
HP:0000280 Coarse facial features: coarse face; heavy features; coarse features
HP:0001999 Abnormal facial shape: unusual face; unusual looking face; facial features unusual;
  dysmorphic; dysmorphic features; dysmorphic face; unusual facial features; facial dysmorphism;
  funny looking
HP:0000311 Round face: moon face; face is round; chubby round face; full moon face
HP:0000276 Long face: narrow long face
HP:0000325 Triangular face: face shaped like a triangle
HP:0012368 Flat face: flattened face
HP:0000324 Facial asymmetry: crooked face; face is lopsided; face uneven; one side of face smaller
HP:0000293 Full cheeks: chubby cheeks; big cheeks; puffy cheeks
HP:0011800 Midface retrusion: sunken middle of face; flat midface; midface hypoplasia
HP:0000347 Micrognathia: small jaw; small chin; tiny jaw; receding chin; small lower jaw; little jaw
HP:0000278 Retrognathia: chin set back; set back jaw; jaw set back
HP:0000303 Mandibular prognathia: big lower jaw; jaw sticks out; underbite; protruding lower jaw
HP:0000307 Pointed chin: chin is pointed; pointy chin
HP:0000316 Hypertelorism: eyes far apart; wide set eyes; widely spaced eyes; eyes are wide apart;
  wide spaced eyes; eyes set apart
HP:0000601 Hypotelorism: eyes close together; close set eyes; eyes too close
HP:0000506 Telecanthus: inner corners of eyes far apart
HP:0000582 Upslanted palpebral fissure: eyes slant up; upslanting eyes; slanted eyes upwards; upward
  slanting eyes
HP:0000494 Downslanted palpebral fissures: eyes slant down; downslanting eyes; downward slanting
  eyes
HP:0000286 Epicanthus: skin folds at inner corner of the eyes; fold in corner of eye; epicanthal
  folds
HP:0000508 Ptosis: droopy eyelid; droopy eyelids; drooping eyelids; eyelid droops; droopy eye;
  eyelids droop; drooping eyelid
HP:0000581 Blepharophimosis: narrow eye openings; eye openings are narrow
HP:0000490 Deeply set eye: deep set eyes; sunken eyes
HP:0000520 Proptosis: bulging eyes; eyes bulge; eyes stick out; protruding eyes; eyes popping out
HP:0000568 Microphthalmia: small eyes; tiny eye; one eye small; very small eyes
HP:0000528 Anophthalmia: no eye; born without eye; missing eye; no eyeball
HP:0000486 Strabismus: squint; cross eyed; lazy eye; eyes not straight; eye turns in; crossed eyes;
  eyes cross; squinting eye; eye drifts outward
HP:0000639 Nystagmus: wobbly eyes; shaking eyes; eyes jump; dancing eyes; flickering eyes; eyes
  wiggle; eyes move back and forth; jumpy eyes; shaky eyes
HP:0000545 Myopia: short sighted; near sighted; shortsighted; nearsighted; cannot see far away;
  short sightedness
HP:0000540 Hypermetropia: long sighted; far sighted; farsighted; longsighted
HP:0000505 Visual impairment: poor sight; bad eyesight; poor vision; cannot see well; vision
  problems; does not see well; trouble seeing; partially sighted; sight problems; sees badly
HP:0000618 Blindness: blind; cannot see; lost his sight; lost her eyesight; went blind
HP:0000529 Progressive visual loss: sight getting worse; vision getting worse; losing his sight;
  eyesight getting worse; losing vision
HP:0000662 Nyctalopia: sees badly in the dark; sees poorly at night; night blind; cannot see in the
  dark; night blindness; poor night vision; trouble seeing at night
HP:0000613 Photophobia: light hurts eyes; sensitive to light; bright light hurts; eyes sensitive to
  light; light sensitivity; hates bright light
HP:0000518 Cataract: cloudy lens; cloudy eye lens; cataracts; clouding of lens
HP:0007957 Corneal opacity: cloudy cornea; cloudy eyes; corneas are cloudy; clouded cornea
HP:0000501 Glaucoma: high eye pressure; high pressure in the eye; raised eye pressure
HP:0000589 Coloboma: keyhole pupil; gap in the iris; cat eye pupil; hole in the iris; coloboma of
  eye
HP:0001083 Ectopia lentis: lens out of place; dislocated lens; lens has slipped; displaced lens
HP:0000526 Aniridia: no iris; missing iris
HP:0001100 Heterochromia iridis: two different coloured eyes; eyes of different colors; different
  colored eyes; one blue one brown eye
HP:0000592 Blue sclerae: blue whites of the eyes; whites of eyes are blue; bluish whites of eyes;
  blue tinge to the whites of eyes
HP:0000541 Retinal detachment: detached retina; retina came off
HP:0000510 Rod-cone dystrophy: retinitis pigmentosa; tunnel vision from retina
HP:0001123 Visual field defect: losing his side vision; lost her side vision; tunnel vision; loses
  side vision; loss of side vision
HP:0000648 Optic atrophy: optic nerve pale; damaged optic nerve; optic nerve damage; pale optic
  nerves
HP:0000651 Diplopia: sees double; double vision; seeing double
HP:0001097 Keratoconjunctivitis sicca: dry eyes; eyes are dry; no tears
HP:0009926 Epiphora: watery eyes; eyes water; tears run down; watering eyes
HP:0000527 Long eyelashes: very long lashes; long lashes
HP:0000664 Synophrys: monobrow; unibrow; eyebrows meet; eyebrows joined; eyebrows meet in the
  middle; joined eyebrows
HP:0045075 Sparse eyebrow: hardly any eyebrows; thin eyebrows; few eyebrows
HP:0000574 Thick eyebrow: bushy eyebrows; heavy eyebrows
HP:0002553 Highly arched eyebrow: arched eyebrows
HP:0000365 Hearing impairment: hard of hearing; hearing loss; hearing aids; hearing problems; poor
  hearing; deaf; wears hearing aids; does not hear well; cannot hear; trouble hearing; deafness;
  hears badly; failed hearing test; partially deaf; loses hearing; does not react to sound
HP:0000407 Sensorineural hearing impairment: SNHL; nerve deafness; inner ear hearing loss; nerve
  hearing loss; sensorineural deafness
HP:0000405 Conductive hearing impairment: conductive deafness; glue ear hearing loss; conductive
  hearing loss
HP:0000360 Tinnitus: ringing in the ears; ears ring; buzzing in ears
HP:0000403 Recurrent otitis media: keeps getting ear infections; ear infections again and again;
  many ear infections; ear infections all the time; frequent ear infections; lots of ear infections
HP:0000369 Low-set ears: ears low down; ears are low; ears set low; low set ears; low ears
HP:0000358 Posteriorly rotated ears: ears tilted back; ears turned back; ears rotated backwards
HP:0000411 Protruding ear: ears stick out; sticking out ears; bat ears; jug ears; prominent ears
HP:0000400 Macrotia: big ears; large ears; ears are big
HP:0008551 Microtia: small ears; tiny ear; ear not formed; missing outer ear; ears are small
HP:0000384 Preauricular skin tag: skin tag in front of ear; ear tag; ear tags; skin tags near ear
HP:0004467 Preauricular pit: little hole in front of ear; ear pit; hole near the ear
HP:0000431 Wide nasal bridge: broad nose bridge; wide bridge of nose; broad nasal bridge
HP:0005280 Depressed nasal bridge: flat bridge of nose; sunken bridge of nose; flat nasal bridge;
  low bridge of nose; flat nose bridge; saddle nose
HP:0000463 Anteverted nares: upturned nose; nostrils face forward; turned up nose; nose turns up
HP:0000414 Bulbous nose: round nose tip; bulb like nose; bulbous nose tip
HP:0003196 Short nose: small nose; little nose; button nose
HP:0000448 Prominent nose: big nose; large nose
HP:0000421 Epistaxis: nose bleeds; nosebleeds; nosebleed; bleeding nose; nose bleeding
HP:0000458 Anosmia: cannot smell; no sense of smell; lost sense of smell; does not smell anything
HP:0000453 Choanal atresia: blocked nose from birth; back of nose blocked; no nose passage
HP:0000175 Cleft palate: hole in the roof of the mouth; split palate; hole in palate; gap in the
  roof of mouth
HP:0000204 Cleft upper lip: split lip; harelip; gap in the lip; cleft in lip
HP:0000193 Bifid uvula: split uvula; forked uvula; two uvulas
HP:0000218 High palate: high roof of the mouth; high arched palate; roof of mouth is high; arched
  palate
HP:0000154 Wide mouth: big mouth; large mouth; broad mouth
HP:0000219 Thin upper lip vermilion: thin upper lip; upper lip thin
HP:0012471 Thick vermilion border: thick lips; full lips; big lips; large lips
HP:0000343 Long philtrum: long gap between nose and lip; long upper lip
HP:0000319 Smooth philtrum: no groove above the lip; flat groove above lip; flat philtrum
HP:0000158 Macroglossia: big tongue; large tongue; tongue too big; tongue sticks out; tongue is big
HP:0002307 Drooling: dribbles; dribbling; drools; drools all the time
HP:0000217 Xerostomia: dry mouth; mouth is dry
HP:0000684 Delayed eruption of teeth: teeth came late; late teething; teeth late; slow teeth; teeth
  came through late; no teeth yet
HP:0000668 Hypodontia: missing teeth; some teeth missing; few teeth; teeth never came; teeth did not
  grow
HP:0000674 Anodontia: no teeth at all; born without teeth buds
HP:0000687 Widely spaced teeth: gaps between teeth; gappy teeth; spaced teeth
HP:0000678 Dental crowding: crowded teeth; teeth are crowded; teeth too close
HP:0000689 Dental malocclusion: bad bite; teeth do not meet; crooked bite
HP:0000670 Carious teeth: tooth decay; rotten teeth; cavities; bad teeth; teeth decay; teeth rot
HP:0006480 Premature loss of teeth: teeth fell out early; lost baby teeth early; teeth falling out
  early; early tooth loss
HP:0000695 Natal tooth: born with teeth; born with a tooth; teeth at birth
HP:0000682 Abnormal dental enamel morphology: soft enamel; bad enamel; weak tooth enamel
HP:0006297 Enamel hypoplasia: thin enamel; little enamel
HP:0000698 Conical tooth: pointed teeth; peg teeth; cone shaped teeth; peg shaped teeth
HP:0000212 Gingival overgrowth: swollen gums; overgrown gums; gums grow over teeth; thick gums
HP:0000225 Gingival bleeding: gums bleed; bleeding gums
HP:0000155 Oral ulcer: mouth ulcers; sores in the mouth; mouth sores; ulcers in mouth
HP:0000470 Short neck: neck is short; hardly any neck
HP:0000465 Webbed neck: neck folds; skin folds on neck; web neck; neck is webbed
HP:0000473 Torticollis: head tilts to one side; wry neck; twisted neck; head tilt
HP:0000853 Goiter: swollen thyroid; enlarged thyroid; big thyroid; swelling in neck from thyroid;
  large thyroid
"""
