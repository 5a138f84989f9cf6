"""Everyday phrases for findings of growth, inner organs, blood and hormones. Our own words.

Each line: HPO id and label, a colon, phrases separated by semicolons; deeper lines continue.
"""

from __future__ import annotations

ORGANS_PHRASES = """
HP:0001928 Abnormality of coagulation: blood does not clot well; clots badly; blood does not clot
HP:0004322 Short stature: small for her age; shortest in class;
  short for his age; small for age; shorter than other
  children; tiny for age; not growing tall; short person; short height; does not grow; much shorter
  than classmates; smallest in class; below the growth curve in height; stopped growing; dwarf;
  dwarfism
HP:0000098 Tall stature: tall for his age; very tall; taller than other children; unusually tall;
  too tall
HP:0001508 Failure to thrive: does not gain weight; poor weight gain; not gaining weight; not
  thriving; weight gain poor; not putting on weight; cannot gain weight; slow weight gain; failing
  to thrive
HP:0001510 Growth delay: slow growth; poor growth; growing slowly; not growing well; growth
  problems; growing poorly
HP:0001518 Small for gestational age: low weight for weeks at birth; small at birth for dates; born
  too small; small baby at birth; very small baby; born small; tiny at birth
HP:0001511 Intrauterine growth retardation: did not grow in the womb; small in the womb; growth
  restriction in the womb; poor growth before birth; did not grow well in pregnancy; fetal growth
  restriction
HP:0001622 Premature birth: born early; born too early; premature baby; preemie; born before term;
  born prematurely; preterm; weeks early
HP:0004325 Decreased body weight: underweight; too thin; skinny; very thin; low weight
HP:0001824 Weight loss: losing weight; lost weight; loses weight
HP:0001513 Obesity: very overweight; obese
HP:0025502 Overweight: over weight; weight too high; heavy for her age; above normal weight
HP:0001956 Truncal obesity: fat belly; belly fat; fat around the tummy
HP:0002591 Polyphagia: always hungry; never full; eats too much; eats everything; huge appetite;
  food seeking; insatiable appetite; steals food
HP:0004396 Poor appetite: does not want to eat; no appetite; loss of appetite; not hungry; eats
  little; never hungry; refuses food; poor eater
HP:0011968 Feeding difficulties: trouble feeding; hard to feed; feeding problems; poor feeding; does
  not feed well; trouble eating; feeds badly; difficulty feeding
HP:0002033 Poor suck: weak suck; cannot suck; weak sucking; poor sucking; does not suck
HP:0002015 Dysphagia: trouble swallowing; difficulty swallowing; cannot swallow; swallowing
  problems; chokes on food; food gets stuck
HP:0040288 Nasogastric tube feeding: fed by tube; feeding tube; tube fed; nose tube feeding
HP:0011471 Gastrostomy tube feeding in infancy: peg tube; g tube; stomach tube feeding
HP:0002020 Gastroesophageal reflux: reflux; acid reflux; spits up; heartburn; brings up milk
HP:0002013 Vomiting: throwing up; throws up; vomits; pukes; sick all the time
HP:0002018 Nausea: feels sick; queasy; sick to stomach
HP:0002014 Diarrhea: loose stools; watery poo; loose motions; runny poo; watery stools; runny stools
HP:0002028 Chronic diarrhea: diarrhea all the time; long lasting diarrhea; loose stools for months
HP:0002019 Constipation: constipated; hard poo; trouble pooing; cannot poo; hard stools; does not
  poo
HP:0002027 Abdominal pain: tummy ache; belly pain; stomach ache; sore tummy; tummy pain; stomach
  pain; belly ache; stomachache
HP:0003270 Abdominal distention: swollen belly; bloated tummy; big belly; swollen tummy; bloated
  belly; distended tummy; bloating; swollen abdomen; belly is swollen
HP:0002240 Hepatomegaly: big liver; enlarged liver; large liver; swollen liver; liver is big
HP:0001744 Splenomegaly: big spleen; enlarged spleen; large spleen; swollen spleen
HP:0001433 Hepatosplenomegaly: big liver and spleen; enlarged liver and spleen
HP:0000952 Jaundice: yellow skin; yellow eyes; turned yellow; skin went yellow; yellow whites of
  eyes; skin is yellow
HP:0001394 Cirrhosis: scarred liver; liver scarring
HP:0001399 Hepatic failure: liver failure; liver stopped working; liver failed
HP:0002910 Elevated circulating hepatic transaminase concentration: raised liver enzymes; high liver
  enzymes; liver tests raised; abnormal liver tests; raised liver values
HP:0001537 Umbilical hernia: belly button hernia; belly button sticks out; navel hernia; hernia at
  belly button
HP:0000023 Inguinal hernia: groin hernia; hernia in the groin; hernia in his groin
HP:0001539 Omphalocele: bowel outside in a sac; tummy organs in a sac outside
HP:0001543 Gastroschisis: bowel outside belly; intestines outside body
HP:0000776 Congenital diaphragmatic hernia: hole in the diaphragm
HP:0002575 Tracheoesophageal fistula: food pipe joined to windpipe
HP:0002032 Esophageal atresia: food pipe not connected; gullet not connected; closed food pipe
HP:0002023 Anal atresia: no anus; no bottom hole; closed anus; imperforate anus; anus not open
HP:0002251 Aganglionic megacolon: hirschsprung; hirschsprung disease; hirschsprungs
HP:0002573 Hematochezia: blood in poo; blood in stool; bloody stool; bloody poo
HP:0001733 Pancreatitis: inflamed pancreas; pancreas inflammation
HP:0002719 Recurrent infections: gets infections all the time; many infections; always ill; catches
  everything; always sick with infections; lots of infections; often has infections
HP:0002205 Recurrent respiratory infections: chest infections again and again; always coughing with
  infections; frequent chest infections; many chest infections; repeated chest infections; lots of
  chest infections
HP:0002090 Pneumonia: lung infection; pneumonias; infection in lungs
HP:0006532 Recurrent pneumonia: pneumonia again and again; many pneumonias; repeated pneumonia;
  keeps getting pneumonia
HP:0000010 Recurrent urinary tract infections: many bladder infections; repeated urine infections;
  urine infections again and again; recurrent bladder infections; frequent urine infections; lots of
  urine infections
HP:0002721 Immunodeficiency: weak immune system; no immune system; immune deficiency; poor immunity;
  immune system weak; low immunity
HP:0001945 Fever: high temperature; feverish; fevers
HP:0001954 Recurrent fever: fevers that come and go; fever again and again; keeps getting fevers;
  repeated fevers; fever every few weeks
HP:0100806 Sepsis: blood poisoning; blood infection
HP:0002716 Lymphadenopathy: swollen glands; swollen lymph nodes; lumps in the neck glands; enlarged
  lymph nodes
HP:0002094 Dyspnea: short of breath; breathless; out of breath; trouble breathing; shortness of
  breath; cannot breathe; difficulty breathing; breathlessness; struggles to breathe
HP:0002093 Respiratory insufficiency: needs oxygen; needs help to breathe; breathing failure;
  breathing support; breathing machine; ventilator; on a ventilator
HP:0002104 Apnea: stops breathing; pauses in breathing; breathing stops; breathing pauses; stopped
  breathing
HP:0010535 Sleep apnea: stops breathing at night; stops breathing during sleep; breathing stops in
  sleep
HP:0002789 Tachypnea: breathes fast; fast breathing; rapid breathing; breathing fast
HP:0025267 Snoring: snores; snores loudly
HP:0010307 Stridor: noisy breathing; noisy breathing in; crowing breathing; squeaky breathing
HP:0030828 Wheezing: wheezes; wheezy; wheezy chest
HP:0002099 Asthma: asthmatic; asthma attacks
HP:0012735 Cough: coughs; coughing; coughs all the time
HP:0001609 Hoarse voice: hoarse; husky voice; rough voice; raspy voice
HP:0001611 Hypernasal speech: talks through the nose; nasal voice; speaks through his nose
HP:0001620 Abnormally high-pitched voice: squeaky voice; high voice; voice is high
HP:0001612 Weak cry: soft cry; quiet cry; cry is weak
HP:0000961 Cyanosis: turns blue; blue lips; goes blue; bluish skin; lips go blue; blue spells; went
  blue; blue fingertips
HP:0030148 Heart murmur: murmur; murmur in his heart; noise in the heart
HP:0001627 Abnormal heart morphology: heart defect; born with a heart defect; heart problem from
  birth; congenital heart defect; heart defects
HP:0001629 Ventricular septal defect: hole in the heart; hole between heart chambers; hole in the
  lower heart chambers; VSD
HP:0001631 Atrial septal defect: hole between upper chambers of heart; hole in the upper heart
  chambers; ASD
HP:0001643 Patent ductus arteriosus: open duct near heart; heart duct not closed; PDA
HP:0001636 Tetralogy of Fallot: fallot; fallots; blue baby heart
HP:0001638 Cardiomyopathy: heart muscle disease; weak heart muscle; heart muscle problem
HP:0001639 Hypertrophic cardiomyopathy: thick heart muscle; thickened heart muscle; heart muscle is
  thick; thick heart
HP:0001644 Dilated cardiomyopathy: big weak heart; enlarged weak heart; stretched heart
HP:0001640 Cardiomegaly: enlarged heart; big heart; large heart; heart is too big
HP:0001635 Congestive heart failure: weak heart; heart failure; heart failing
HP:0011675 Arrhythmia: irregular heartbeat; heart skips beats; uneven heartbeat; abnormal heart
  rhythm; irregular heart rhythm; heart rhythm problem; heart rhythm problems
HP:0001649 Tachycardia: fast heart beat; racing heart; heart races; fast heart rate; heart beats
  fast; fast pulse; fast heartbeat
HP:0001662 Bradycardia: slow heart beat; slow heart rate; slow pulse; slow heartbeat
HP:0001962 Palpitations: heart pounds; heart flutters; pounding heart; fluttering heart
HP:0000822 Hypertension: high blood pressure; raised blood pressure; blood pressure too high; blood
  pressure is high
HP:0002615 Hypotension: low blood pressure; blood pressure is low
HP:0100749 Chest pain: pain in chest; chest hurts; sore chest
HP:0002616 Aortic root aneurysm: widened aorta; enlarged aorta; aorta is wide; dilated aorta
HP:0001647 Bicuspid aortic valve: aortic valve with two flaps; two leaflet aortic valve
HP:0001634 Mitral valve prolapse: floppy heart valve; floppy mitral valve; leaky mitral valve
  prolapse
HP:0030880 Raynaud phenomenon: white fingers in the cold; fingers turn white; fingers go white in
  cold; raynauds
HP:0000969 Edema: swelling; swollen legs; puffy; puffiness; fluid retention
HP:0001004 Lymphedema: swollen feet at birth; puffy hands and feet; lymph swelling; swollen lymph
  leg
HP:0010741 Pedal edema: swollen feet; swollen ankles; puffy feet; ankles swell
HP:0001028 Hemangioma: strawberry mark; strawberry birthmark; strawberry naevus
HP:0001052 Nevus flammeus: port wine stain; red birthmark; port wine birthmark
HP:0001009 Telangiectasia: spider veins; broken veins; tiny red veins; little red blood vessels
HP:0000978 Bruising susceptibility: bruising; bruises easily; easy bruising; lots of bruises;
  bruises a lot;
  covered in bruises; many bruises; bruise easily
HP:0001892 Abnormal bleeding: bleeds a lot; bleeds easily; bleeding problems; bleeds for a long
  time; bleeding will not stop; bleeding tendency; heavy bleeding
HP:0000132 Menorrhagia: heavy periods; very heavy periods; heavy menstrual bleeding; periods are
  heavy
HP:0001903 Anemia: low iron blood; low red blood cells; anaemic; low haemoglobin; low hemoglobin;
  needs blood transfusions
HP:0001873 Thrombocytopenia: low platelets; platelets low; few platelets; low platelet count
HP:0001875 Neutropenia: low white cells; low neutrophils; low white blood cell count
HP:0001909 Leukemia: blood cancer; leukaemia
HP:0000980 Pallor: looks pale; very pale; pale skin
HP:0001907 Thromboembolism: blood clots; blood clot
HP:0000790 Hematuria: blood in urine; blood in pee; bloody urine; pee is red; red urine; blood in
  wee
HP:0000093 Proteinuria: protein in urine; protein in pee; protein in wee; foamy urine
HP:0000103 Polyuria: pees a lot; wees a lot; passes lots of urine; urinates a lot; large amounts of
  urine
HP:0001959 Polydipsia: always thirsty; drinks a lot; very thirsty; drinks all the time; excessive
  thirst
HP:0000805 Enuresis: wets the bed; bed wetting; bedwetting; wet at night
HP:0000020 Urinary incontinence: cannot hold urine; leaks urine; cannot hold pee; wets himself;
  leaking urine
HP:0002607 Bowel incontinence: soils himself; cannot hold poo; poo accidents
HP:0000083 Renal insufficiency: kidney failure; kidneys failing; kidneys do not work; bad kidneys;
  poor kidney function; reduced kidney function; kidneys not working
HP:0003774 Stage 5 chronic kidney disease: dialysis; on dialysis; end stage kidney failure; needs a
  kidney transplant; kidney transplant
HP:0000107 Renal cyst: cysts in the kidney; kidney cysts; cysts on her kidneys
HP:0000104 Renal agenesis: no kidney; born without kidneys; missing kidney; kidney is missing
HP:0000122 Unilateral renal agenesis: one kidney; only one kidney; born with one kidney; single
  kidney; one kidney missing
HP:0000085 Horseshoe kidney: kidneys joined; joined kidneys; kidneys grown together
HP:0000787 Nephrolithiasis: kidney stones; kidney stone; stones in kidneys
HP:0000121 Nephrocalcinosis: calcium in kidneys; calcium deposits in the kidneys; chalky kidneys
HP:0000126 Hydronephrosis: swollen kidney; dilated kidney; kidney full of urine; water in the
  kidney; enlarged kidney from urine
HP:0000076 Vesicoureteral reflux: urine flows back to kidneys; kidney reflux; bladder reflux; urine
  reflux
HP:0000028 Cryptorchidism: undescended testicles; testicles did not come down; undescended testis;
  testicle not in scrotum; testicles not descended; balls have not dropped; testes not descended;
  undescended testicle
HP:0000047 Hypospadias: pee hole in the wrong place; opening under penis; pee hole on the underside;
  opening of penis in the wrong place
HP:0000054 Micropenis: small penis; tiny penis; penis is small
HP:0000062 Ambiguous genitalia: could not tell boy or girl; unclear sex at birth; genitals unclear
HP:0000823 Delayed puberty: late puberty; puberty late; no puberty yet; puberty has not started;
  puberty not started
HP:0000826 Precocious puberty: early puberty; puberty too early; puberty started early
HP:0000141 Amenorrhea: no periods; periods stopped; never had a period; no menstruation; periods
  never started
HP:0000789 Infertility: cannot have children; infertile; cannot get pregnant; unable to conceive
HP:0000771 Gynecomastia: breasts in a boy; man boobs; male breast growth; breast growth in males
HP:0000819 Diabetes mellitus: diabetes; diabetic; sugar diabetes; high blood sugar diabetes
HP:0001943 Hypoglycemia: low blood sugar; low sugar; sugar drops; blood sugar low; blood sugar drops
HP:0003074 Hyperglycemia: high blood sugar; high sugar; blood sugar is high; raised blood sugar
HP:0000821 Hypothyroidism: underactive thyroid; thyroid tablets; takes thyroid hormone;
  low thyroid; thyroid underactive; slow thyroid;
  thyroid does not work
HP:0000836 Hyperthyroidism: overactive thyroid; thyroid too active; high thyroid; overactive thyroid
  gland
HP:0002901 Hypocalcemia: low calcium; calcium is low; calcium too low; low blood calcium; reduced
  calcium
HP:0003072 Hypercalcemia: high calcium; calcium is high; raised calcium; high blood calcium
HP:0002905 Hyperphosphatemia: high phosphate; phosphate is high; raised phosphate; elevated
  phosphate; high phosphorus
HP:0002148 Hypophosphatemia: low phosphate; phosphate is low; low phosphorus
HP:0003165 Elevated circulating parathyroid hormone level: high PTH; raised PTH; elevated PTH; high
  parathyroid hormone; raised parathyroid hormone; PTH is high; PTH too high
HP:0000852 Pseudohypoparathyroidism: body resists parathyroid hormone; PTH resistance; parathyroid
  hormone resistance; resistant to PTH
HP:0002925 Elevated circulating thyroid-stimulating hormone concentration: high TSH; raised TSH;
  elevated TSH; TSH is high
HP:0034323 Reduced circulating growth hormone concentration: low growth hormone; not enough growth
  hormone; lack of growth hormone
HP:0001942 Metabolic acidosis: acid in the blood; blood too acidic; acidic blood
HP:0002151 Increased circulating lactate concentration: high lactate; raised lactate; lactate is
  high; high lactic acid; elevated lactate
HP:0001987 Hyperammonemia: high ammonia; ammonia is high; raised ammonia; elevated ammonia
HP:0003236 Elevated circulating creatine kinase concentration: high CK; raised CK; CK is high; high
  creatine kinase; elevated CK; high CPK; raised muscle enzyme
HP:0003124 Hypercholesterolemia: high cholesterol; raised cholesterol; cholesterol is high
"""
