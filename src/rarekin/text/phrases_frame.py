"""Everyday phrases for findings of skeleton, joints, skin, hair and nails; our own.

Each line: HPO id and label, a colon, phrases separated by semicolons; deeper lines continue.
"""

from __future__ import annotations

FRAME_PHRASES = """
HP:0002650 Scoliosis: curved spine; curvature of the spine; crooked spine; bent spine; spine is
  curved; crooked back; curved back; spine bends sideways; spine curves sideways
HP:0002808 Kyphosis: hunchback; hunched back; rounded back; humped back; hunched over; round back
HP:0003307 Hyperlordosis: swayback; sway back; hollow back; arched lower back
HP:0003418 Back pain: sore back; back hurts; back ache; backache
HP:0002653 Bone pain: bones hurt; sore bones; pain in the bones; aching bones; bones ache
HP:0002829 Arthralgia: joint pain; sore joints; joints hurt; aching joints; painful joints; joints
  ache
HP:0001386 Joint swelling: swollen joints; joints swell; puffy joints
HP:0001369 Arthritis: inflamed joints; joint inflammation
HP:0001387 Joint stiffness: stiff joints; joints are stiff; joint stiff
HP:0001376 Limitation of joint mobility: knees do not straighten; cannot straighten joints; cannot
  bend his joints; cannot bend his fingers; joints do not bend; joints do not move well; cannot
  straighten his arm; limited movement of joints; cannot move his joints; stiff limited joints;
  reduced joint movement; joints locking
HP:0031013 Ankylosis: joint locked; joint frozen; frozen joint; joint does not move at all; locked
  joint; joints fused by bone
HP:0001371 Flexion contracture: fixed bent joints; joint contractures; contractures; joints stuck
  bent; joints are bent
HP:0002804 Arthrogryposis multiplex congenita: stiff joints from birth; born with stiff joints; many
  joints stiff at birth; born with contractures
HP:0001382 Joint hypermobility: double jointed; very bendy; bendy joints; hypermobile; super
  flexible; loose joints; flexible joints; too flexible; joints bend too far; hypermobile joints
HP:0001373 Joint dislocation: joints pop out; joints come out; dislocates joints; dislocations;
  joint pops out; joints dislocate
HP:0002827 Hip dislocation: dislocated hip; hip came out; hips dislocated; hip out of socket; hip
  pops out
HP:0001385 Hip dysplasia: hip not formed; shallow hip; clicky hips; hip socket shallow
HP:0001762 Talipes equinovarus: clubfoot; club foot; club feet; clubfeet; born with clubfoot; feet
  turned in at birth; foot turned inward at birth
HP:0001763 Pes planus: flat feet; flat foot; fallen arches; no arch in foot; flatfeet
HP:0001761 Pes cavus: high arches; high arched feet; high arched foot; high foot arch
HP:0001838 Rocker bottom foot: foot shaped like a boat; rocker feet
HP:0002857 Genu valgum: knock knees; knock kneed; knees touch; knees knock
HP:0002970 Genu varum: bow legs; bow legged; bowed legs; bandy legs; legs are bowed; legs curve
  outwards
HP:0002659 Increased susceptibility to fractures: bones break easily; breaks bones easily; brittle
  bones; many broken bones; many fractures; fragile bones; broke many bones; keeps breaking bones;
  several broken bones; breaks easily bone; multiple broken bones
HP:0004349 Reduced bone mineral density: weak bones; thin bones; low bone density; soft bones
HP:0000939 Osteoporosis: porous bones; osteoporotic
HP:0002748 Rickets: soft bent bones; rickets of childhood; vitamin D rickets
HP:0011001 Increased bone mineral density: dense bones; bones too dense; thick dense bones; high
  bone density
HP:0011986 Ectopic ossification: bone where it should not be; bone growing where it should not;
  extra bone in soft tissue; bone outside the skeleton; bone forming in the wrong place; extra bone
  growth in soft tissues; heterotopic bone; new bone forming in soft tissue
HP:0011987 Ectopic ossification in muscle tissue: bone growing in muscles; bone in the muscle;
  muscle turning to bone; bone forming in her muscles; muscles turn into bone; bone inside muscle;
  bone in muscles of leg; extra bone in muscle; muscle turns to bone; ossified muscle; ossification
  of muscle; heterotopic ossification muscle; muscles ossify
HP:0011988 Ectopic ossification in tendon tissue: bone in tendons; tendon turning to bone; bone in
  tendon; bone growing in tendons; tendons ossified
HP:0011989 Ectopic ossification in ligament tissue: bone in ligaments; ligaments turning to bone;
  bone growing in ligaments
HP:0034282 Subcutaneous ossification: lumps like bone under the skin; hard as bone under skin; bone
  under the skin; bone growing under the skin; bony lumps under the skin; bone forming under skin;
  bits of bone under the skin; ossification under skin; bone just under the skin; bony plates under
  the skin
HP:0009280 Short 4th finger: short fourth finger; fourth finger is short; short ring finger
HP:0025027 Osteoma cutis: bone in the skin; skin hard like bone; skin feels like bone;
  skin turning to bone; bone growing in the skin; bony
  plates in the skin; skin ossification; cutaneous ossification; ossification of the skin; plaque of
  bone in skin; rice grains of bone in skin; dermal ossification
HP:0007618 Subcutaneous calcification: calcium under the skin; chalky lumps under skin; calcium
  lumps under the skin; calcium deposits under the skin
HP:0010766 Ectopic calcification: calcium in soft tissue; calcium deposits in soft tissues; calcium
  deposits in tissues; calcium where it should not be
HP:0001482 Subcutaneous nodule: lumps under the skin; hard lumps under the skin; lump under skin;
  small lumps below the skin; bumps under the skin; hard bumps under the skin; nodules under the
  skin; knots under the skin; pea-sized lumps under skin
HP:0030431 Osteochondroma: bony growths on bones; bony lumps on bones; bony spurs near joints
HP:0001156 Brachydactyly: short fingers and toes; short stubby fingers; stubby fingers; fingers and
  toes are short; stubby digits; stumpy fingers
HP:0009381 Short finger: short fingers; fingers are short; small fingers; little short fingers
HP:0001831 Short toe: short toes; toes are short; stubby toes
HP:0010049 Short metacarpal: short hand bones; short bones in the hand; knuckle missing; dimples
  instead of knuckles; dimpled knuckles; missing knuckles; short metacarpals
HP:0010044 Short 4th metacarpal: short fourth hand bone; fourth knuckle missing; short ring finger
  knuckle; sunken ring finger knuckle
HP:0010743 Short metatarsal: short foot bones; short bones in the foot; short metatarsals
HP:0009778 Short thumb: thumbs are short; small thumb; stubby thumbs; short thumbs
HP:0011304 Broad thumb: wide thumbs; broad thumbs; thick thumbs; fat thumb
HP:0010055 Broad hallux: wide big toe; broad big toes; big toes wide; fat big toe
HP:0010109 Short hallux: short big toe; short great toe; big toe is short; big toes are short; short
  big toes; small big toe
HP:0001822 Hallux valgus: big toes bent inwards; bunions; bunion; big toe bent inwards; big toe
  turned in; crooked big toe; bent big toes; big toes bent; great toe bent; big toes turned
HP:0001844 Abnormal hallux morphology: big toe malformed; big toes look odd; malformed great toes;
  strange big toes; odd big toes; big toe deformed; great toes malformed; abnormal big toes
HP:0001166 Arachnodactyly: long thin fingers; spider fingers; spidery fingers; long slender fingers;
  long fingers
HP:0010442 Polydactyly: extra fingers and toes; extra digit; too many digits; extra digits
HP:0001161 Hand polydactyly: extra finger; six fingers; extra fingers; sixth finger; too many
  fingers; eleven fingers; extra thumb
HP:0001829 Foot polydactyly: extra toe; six toes; extra toes; sixth toe; too many toes
HP:0001159 Syndactyly: fingers and toes joined; webbed fingers and toes; fused digits
HP:0006101 Finger syndactyly: joined fingers; fingers joined; fingers fused; webbed fingers; webbing
  between fingers; fingers stuck together; fingers are webbed
HP:0001770 Toe syndactyly: joined toes; toes joined; toes fused; webbed toes; webbing between toes;
  toes stuck together; toes are webbed
HP:0004691 2-3 toe syndactyly: second and third toes stuck together; second and third toes joined;
  webbed second and third toes; 2nd and 3rd toes webbed; second and third toes fused; two toes
  joined
HP:0004209 Clinodactyly of the 5th finger: curved little finger; bent little finger; crooked pinky;
  curved pinky; little fingers curve in; bent pinky; little finger bends in; crooked little finger;
  curved fifth finger
HP:0030084 Clinodactyly: curved fingers; bent fingers sideways; crooked fingers; fingers curve
HP:0012385 Camptodactyly: fingers cannot straighten; cannot straighten his fingers; fingers stay
  bent; fixed bent fingers; permanently bent fingers; bent fingers
HP:0009237 Short 5th finger: short little finger; short pinky; tiny little finger; little finger
  short; short fifth finger
HP:0001217 Clubbing: clubbed fingers; clubbed fingertips; drumstick fingers
HP:0200055 Small hand: small hands; tiny hands; hands are small; little hands
HP:0001773 Short foot: small feet; tiny feet; feet are small; short feet; little feet
HP:0001833 Long foot: long feet; big feet; large feet
HP:0001176 Large hands: big hands; hands are big
HP:0000954 Single transverse palmar crease: one line across palm; single palm crease; one crease
  across the palm; simian crease
HP:0001845 Overlapping toe: toes overlap; toes cross over; overlapping toes; toes on top of each
  other
HP:0001765 Hammertoe: hammer toes; curled toes; clawed toes
HP:0100559 Lower limb asymmetry: one leg shorter than the other; legs not the same length; one leg
  shorter; one leg longer; legs different length; legs of different lengths; uneven legs; leg length
  difference; one leg is shorter; one leg thinner
HP:0009826 Limb undergrowth: short arms and legs; short limbs; arms and legs are short; arm and leg
  do not grow; limb not growing
HP:0008905 Rhizomelia: short upper arms and thighs; short upper arms
HP:0100555 Asymmetric growth: one side of body bigger; one side larger; body uneven; one side of the
  body smaller
HP:0001528 Hemihypertrophy: half of the body larger; half of body bigger
HP:0000767 Pectus excavatum: sunken chest; hollow chest; caved in chest; funnel chest; dent in
  chest; chest sinks in
HP:0000768 Pectus carinatum: pigeon chest; chest sticks out; breast bone sticks out; pointed chest
HP:0000774 Narrow chest: small chest; narrow rib cage; chest is narrow; small rib cage
HP:0012733 Macule: flat spot on skin; flat patches on skin
HP:0000957 Cafe-au-lait spot: coffee coloured spots; milky coffee spots; coffee spots; coffee
  colored birthmarks; light brown patches on skin; brown birthmarks; flat brown spots; coffee with
  milk spots; light brown spots; cafe au lait patches
HP:0001053 Hypopigmented skin patches: white patches on skin; pale patches on skin; white spots on
  the skin; light patches of skin; pale spots on skin; ash leaf spots
HP:0007513 Generalized hypopigmentation: very fair skin; pale hair and skin; very pale skin and hair
HP:0000953 Hyperpigmentation of the skin: dark patches on skin; dark skin patches; darkening of the
  skin; dark spots on skin; skin is darker
HP:0001022 Albinism: albino; no pigment in skin hair eyes
HP:0001480 Freckling: freckles; many freckles; freckles in armpits
HP:0000995 Melanocytic nevus: moles; mole; lots of moles
HP:0000958 Dry skin: skin is dry; very dry skin; rough dry skin; flaky skin
HP:0000964 Eczematoid dermatitis: atopic skin; eczema patches; itchy dry skin patches
HP:0000988 Skin rash: rash; rashes; skin rashes; red rash
HP:0000989 Pruritus: itchy; itching; itchy skin; scratches all the time; itches
HP:0001025 Urticaria: hives; nettle rash; welts
HP:0008064 Ichthyosis: fish scale skin; scaly skin; skin like scales; fish skin
HP:0000962 Hyperkeratosis: thick skin; thickened skin; hard thick skin
HP:0000982 Palmoplantar keratoderma: thick skin on palms and soles; thick palms and soles; hard skin
  on hands and feet
HP:0008066 Abnormal blistering of the skin: blisters; skin blisters; blisters easily; blistering
  skin; blistering; skin comes off
HP:0001030 Fragile skin: skin tears easily; thin fragile skin; skin rips; skin tears; delicate skin
HP:0000974 Hyperextensible skin: stretchy skin; skin stretches; elastic skin; stretchy elastic skin
HP:0000973 Cutis laxa: loose skin; saggy skin; skin hangs; wrinkly loose skin; sagging skin
HP:0001582 Redundant skin: extra skin; excess skin; skin folds
HP:0000977 Soft skin: velvety skin; very soft skin
HP:0001075 Atrophic scars: paper thin scars; scars like cigarette paper; wide thin scars; thin scars
HP:0001058 Poor wound healing: wounds heal slowly; cuts heal slowly; slow to heal; wounds do not
  heal; heals badly; slow healing
HP:0001065 Striae distensae: stretch marks; stretchmarks
HP:0000992 Cutaneous photosensitivity: sun rash; burns easily in sun; sun sensitive; sunburns
  quickly; skin sensitive to sun; sunlight burns the skin; sensitive to sunlight
HP:0000975 Hyperhidrosis: sweats a lot; sweaty; sweaty hands; excessive sweating; heavy sweating
HP:0000966 Hypohidrosis: hardly sweats; reduced sweating; little sweat
HP:0000970 Anhidrosis: no sweat; does not sweat; cannot sweat; overheats because no sweat; never
  sweats; no sweating at all
HP:0002046 Heat intolerance: cannot stand heat; overheats; overheats easily; hot weather makes ill
HP:0001596 Alopecia: hair loss; bald; bald patches; losing hair; hair falls out; no hair; bald
  spots; lost hair; baldness; hair falling out
HP:0008070 Sparse hair: thin hair; hardly any hair; little hair; sparse thin hair; hair is thin;
  fine sparse hair; very little hair
HP:0002217 Slow-growing hair: hair does not grow; hair grows slowly; slow growing hair; never needed
  a haircut
HP:0002299 Brittle hair: hair breaks; hair breaks easily; fragile hair; breaking hair
HP:0001007 Hirsutism: hairy; excess body hair; too much body hair; very hairy; hairy body
HP:0002230 Generalized hirsutism: hair all over the body; hairy all over
HP:0000998 Hypertrichosis: excess hair; extra hair; hairy back
HP:0002208 Coarse hair: rough hair; wiry hair; coarse thick hair
HP:0002212 Curly hair: very curly hair
HP:0002224 Woolly hair: wool like hair; tight woolly curls
HP:0002216 Premature graying of hair: early grey hair; grey hair young; gray hair as a child; went
  gray early; early gray hair
HP:0002211 White forelock: white streak in hair; white patch of hair; white lock of hair
HP:0008404 Nail dystrophy: bad nails; crumbly nails; misshapen nails; deformed nails
HP:0001800 Hypoplastic toenails: small toenails; tiny toenails
HP:0001792 Small nail: small nails; tiny nails; little nails
HP:0001798 Anonychia: no nails; missing nails; nails missing; nails never grew; born without nails
HP:0001805 Onychogryposis: thick nails; thickened nails
HP:0001808 Fragile nails: brittle nails; nails break; soft nails; nails split
HP:0001807 Ridged nail: ridges in nails; ridged nails
HP:0002967 Cubitus valgus: elbows turn out; wide carrying angle; elbows bent outwards
HP:0002974 Radioulnar synostosis: cannot turn forearm; forearm bones joined; cannot turn palms up;
  forearm bones fused
HP:0001377 Limited elbow extension: cannot straighten elbow; elbows do not straighten; elbow will
  not straighten
HP:0006380 Knee flexion contracture: cannot straighten his knees; knees stay bent
HP:0005986 Limitation of neck motion: cannot turn his head; stiff neck; neck is stiff; cannot move
  neck; neck does not turn; limited neck movement
HP:0002949 Fused cervical vertebrae: neck bones joined; fused neck bones; neck bones fused; neck
  vertebrae fused
HP:0003468 Abnormal vertebral morphology: misshapen vertebrae; spine bones misshapen; backbones
  malformed; vertebrae malformed
HP:0005815 Supernumerary ribs: extra ribs; extra rib
HP:0000921 Missing ribs: rib missing; missing rib; not enough ribs
HP:0003974 Absent radius: no radius bone; radius missing; forearm bone missing
HP:0009777 Absent thumb: no thumb; missing thumb; born without thumb; no thumbs; missing thumbs
HP:0001199 Triphalangeal thumb: thumb looks like a finger; finger like thumb; thumb with three bones
HP:0001171 Split hand: lobster claw hand; claw hand; split hands; cleft hand
HP:0001562 Oligohydramnios: too little amniotic fluid; low amniotic fluid; little water around baby;
  not enough fluid around the baby
HP:0001561 Polyhydramnios: too much amniotic fluid; too much water around baby; excess amniotic
  fluid; too much fluid around baby
HP:0001558 Decreased fetal movement: baby hardly moved in the womb; baby did not move much in
  pregnancy; few kicks; reduced movements in womb
HP:0001789 Hydrops fetalis: baby swollen with fluid before birth; hydrops
HP:0001195 Single umbilical artery: two vessel cord; one artery in the cord; only two vessels in
  umbilical cord
HP:0002664 Neoplasm: tumor; tumors; growth that is a tumor; tumour; tumours
HP:0012032 Lipoma: fatty lump; fat lump; fatty lumps; fatty tumour
HP:0001067 Neurofibroma: nerve lumps; lumps on nerves
HP:0002667 Nephroblastoma: nephroblastoma; kidney tumour of childhood
HP:0004313 Decreased circulating antibody concentration: low antibodies; low immunoglobulins; low
  immunoglobulin; few antibodies
HP:0500093 Food allergy: allergic to food; food allergies
HP:0003193 Allergic rhinitis: hay fever
HP:0004789 Lactose intolerance: cannot have milk; lactose intolerant; milk upsets stomach
HP:0002486 Myotonia: muscles cannot relax; cannot let go of a grip; cannot let go after gripping;
  muscles lock up
HP:0003201 Rhabdomyolysis: muscle breakdown; muscles break down; cola coloured urine after exercise
HP:0008981 Calf muscle hypertrophy: big calves; large calves; big calf muscles; thick calves
HP:0003391 Gowers sign: climbs up his own legs; pushes on thighs to stand up; uses hands to stand up
  from floor
HP:0001284 Areflexia: no reflexes; absent reflexes; missing reflexes; reflexes absent
HP:0001265 Hyporeflexia: weak reflexes; reduced reflexes; low reflexes
HP:0001347 Hyperreflexia: brisk reflexes; overactive reflexes; strong reflexes; increased reflexes
HP:0009830 Peripheral neuropathy: nerve damage in hands and feet; nerve damage in the feet;
  neuropathy
HP:0000748 Inappropriate laughter: laughing at the wrong time; laughs at the wrong moments; laughs
  for no reason; laughs without reason; unprovoked laughing
HP:0100024 Conspicuously happy disposition: always happy; very happy child; smiles all the time;
  happy all the time; always smiling; happy disposition; happy demeanor; happy affect
HP:0000817 Reduced eye contact: does not look at people; no eye contact; avoids eye contact; does
  not make eye contact; does not look me in the eye
HP:0012433 Abnormal social behavior: trouble with other children; no friends; does not play with
  others
HP:0000722 Compulsive behaviors: obsessive; compulsive behavior; OCD; has to do things in order
HP:0100033 Tics: tic; twitches face; blinking tic
HP:0003763 Bruxism: grinds teeth; grinding teeth; teeth grinding; teeth clenching
HP:0011856 Pica: eats things that are not food; eats dirt; eats non-food
HP:0100710 Impulsivity: impulsive; acts without thinking
HP:0000657 Oculomotor apraxia: cannot move eyes quickly; turns head instead of eyes
HP:0002558 Supernumerary nipple: extra nipple; extra nipples; third nipple
HP:0006610 Wide intermamillary distance: nipples far apart; wide set nipples; widely spaced nipples
HP:0000960 Sacral dimple: dimple above the bottom; dimple at base of spine; sacral pit; dimple at
  the bottom of his back
HP:0100874 Thick hair: very thick hair
HP:0001507 Growth abnormality: abnormal growth
HP:0001645 Sudden cardiac death: died suddenly of heart; sudden death
HP:0025161 Frequent temper tantrums: tantrums; meltdowns; melt downs; constant tantrums; many
  tantrums
"""
