"""Words that say little about what an incident was about.

In a library of forty documents an everyday word can be as rare as the name of a component; only knowing the
language tells them apart.
"""

EMPTY = """
about above after afternoon again against all almost along already also although always am among an and
another any anybody anyone anything apr april are around as at aug august away back be became because become
been before began being below between both but by came can cannot cause caused causes causing cest cet com
come contributing could date day days dec december did do does doing done down due during each either else
enough est even evening ever every factor factors feb february few first fix fixed fixes fixing for found
friday from further gave get gets getting github given gmt go goes going gone got had happen happened
happens has have having he hence her here him his hour hours how however http https identified identify if
in incident incidents indeed instead into investigate investigated investigating investigation io is issue
issues it its itself jan january jul july jun june just keep kept last later least less let like little long
made make makes making many mar march may maybe me might min mins minute minutes monday month months more
morning most much must my near need needed needs neither net never new next night no nobody none nor not
nothing notice noticed noticing nov november now oct october of off often on once one only onto or org other
others our out over own part pdt people perhaps pm postmortem postmortems problem problems pst put quite
rather really resolve resolved right root said same saturday saw say second seconds see seem seemed seen sep
sept september set several shall she should since so some somebody someone something soon start started
starts still such sunday take taken team teams than that the their them then there therefore these they
thing things this those though through thursday thus time times to today together told tomorrow too took
toward try tuesday under until up upon us use used user users using utc very via was way we wednesday week
weeks well went were what when where whether which while who whole whom whose why will with within without
would www year years yes yesterday yet you your
"""
"""Words that never count: those that hold sentences together, names of days, and what every incident has."""

PLAIN = """
ability able absolute accept access accord according account achieve across act action active actual
actually add added adding addition additional address adjust advance advice advise affect affected afterward
afterwards agree ahead aim alarm alert alerted alerting alerts align allow allowed allows alone alternative
amount amp announce announced announcement answer anticipate apart apparent appear appeared applied apply
applying appropriate approximate area aren arise aside ask asked asking aspect assess assign assigned assume
assumed assumption attempt attempted attempting attend attention attribute automate automatic automatically
available avoid aware awareness bad base based basic basis behave behavior behaviour believe believed
benefit best better big bit board book bring broad broke broken brought bug bugs build busy call called
calls capable care careful carefully carry case cases certain chance change changed changes changing channel
check checked checking choice choose chosen circumstance clarify class classic clear clearly click close
closed closely code coincide colleague collect combination combine comment commit committed common
communicate communication company compare compared complete completed completely complex component
components concern conclude concluded conclusion concrete condition conduct confidence confirm confirmed
conflict confuse confused confusing connect connected connection consequence consider considered considering
consist constant contact contacted contain contained content context continue continued contribute
contributed control convention convert coordinate copy core correct corrected correctly correlate
correlation cost couldn count couple course cover covered create created creating critical culprit current
currently custom customer customers cut daily damage dashboard dashboards data deal debug debugged debugging
decide decided decision deep deeper default define degrade degraded delay delayed deliver demand depend
depended dependency dependent depending describe described design desired detail detailed details detect
detected detection determine develop developer developers development diagnose diagnosed diagnosis didn
differ difference different differently difficult difficulty digging direct directly disable disabled
discover discovered discuss discussed discussion disrupt disruption disruptive distinct distribute
distributed document documentation documented doesn don double downtime dozen drop ease easily easy edit
effect effective effort eg eight emergency employ empty enable enabled end ended ends engineer engineering
engineers ensure ensured enter entered entering entire entirely entry environment environments equal error
errors escalate especially essential establish estimate etc evaluate event events eventually everybody
everyone everything evident exact exactly examine example except exception execute executed execution exist
existed existing exists expect expectation expected experience experienced explain explained explicit
explicitly explore express extend extra extreme face facing fact fail failed failing fails failure failures
fair fairly fall false far fast faster fault faulty favor fear feature features feed feedback feel fell felt
fifth figure fill final finally find finding finds fine finish finished fit five flow focus follow followed
following follows force forced forget form format formed forward four fourth free frequent frequently fresh
full fully function functional functionality functions fundamental future gain gap gather general generally
generate genuine global goal good gradual great greater group grouped groups grow growing growth guess
guidance guide guideline guidelines hadn half halt hand handle handled handling hard harder hardware hasn
haven heads health healthy hear heard heavily heavy help helped helpful helps hide high higher highest
highly history hit hits hold holiday hope host hot huge human hundred idea ideal ideally ie immediate
immediately impact impacted impl implement implementation implemented implementing important impossible
improve improved improvement improvements improving include included includes including incorporate
incorrect incorrectly increase increased increasing independent indicate indicated indicates indication
individual inform information informed infrastructure initial initially inside inspect install installed
instance instances instant instruction insufficient intend intended intent interim internal intervention
introduce introduced introduction invest involve involved isn isolate item items job jobs join joined jump
key kind knew know knowing knowledge known lack lacking large larger late latter launch launched launches
launching lead leading leads learn learned learning leave leaving led left lengthy lesson lessons level
levels life light likely line lines link list listed live ll load loaded local locate location logic
logistical look looked looking looks lost lot lots low lower lucky main maintain maintained maintenance
major majority manage managed management manner manual manually mark marked massive match material matter
mean meaning means meant measure mechanism meet member members mention mentioned merge merged method mind
minimal minimum minor misleading miss missed missing mistake mitigate mitigated mitigation mode modern
modified modify moment monitor monitored monitoring move moved moving multiple name named names native
natural naturally nature nd nearly necessary nine normal normally note noted number numbers observe observed
obstacle obtain obvious occasional occasionally occur occurred occurrence occurs offer office official old
older open opened operate operating operation operational operations operator opinion opportunity opt option
options order organisation organization original originally outage outages outside overall overview owned
owner page paged pages parallel particular party pass passed past path pattern pay per perform performance
performed period permanent permanently person personal phase physical pick picked piece place plan planned
plans plenty point pointed points poor popular portion position positive possibility possible possibly post
posted potential potentially practice pragmatic precise prefer preliminary prepare prepared presence present
presumably pretty prevent prevented preventing prevents previous previously primarily primary prior priority
proactive proactively probably procedure proceed proceeded process processes produce product production
prompt proper properly propose protect prove proven provide provided provides public pull pulled purpose
push pushed question questions quick quicker quickest quickly quiet range rare rate rd re reach reached
reaching react reaction read ready real realise realised reality realize realized reason reasonable reasons
receive received recent recently recognize recommend recommendation record recorded recover recovered
recovers recovery recreate recreated recur recurring reduce reduced refer reference reflect regard regarding
regular regularly relate related relationship release released releases relevant reliable rely remain
remained remaining remains remedy remember removal repeat repeated repeatedly replace replaced replacement
reply report reported reporter reporting reports request requested requests require required requirement
requires research reset resolution respect respective respond responded responding response responses
responsibility responsible rest restore restored restoring result resulted resulting results resume resumed
return returned returning returns reveal revealed review reviewed risk risks road role roll rolled rolling
room rough roughly routine rule run running runs rush safe safety sample scenario scenarios scope score
screen script scripts search section secure select send sending sends sense sent separate separated sequence
series serious serve served server service services session setup seven severe severity shape share shared
shift short shortly shot shouldn showed showing shown shows shut side sign signal signals significant
significantly silent similar similarly simple simply simultaneous single site sites situation situations six
size slack slight slightly slow slower slowly small smaller smooth software solution solutions solve solved
sooner sort source space speak special specific specifically specified speed spend spent spot spread st
stable staff stage standard state stated statement states status stay stayed step steps stick stop stopped
stopping stops store story straight strange strategy stress strong structure stuck studied style subject
submit succeed succeeded success successful successfully sudden suddenly sufficient suggest suggested
suggestion suggestions suit summary super supply support supported suppose supposed sure surface suspect
suspected suspicion switch switched symptom symptoms system systems talk target task tasks technical
technique temporarily temporary ten tend term test tested testing tests text th thanks theory thinking third
thorough thought thousand three threshold tick ticket tight tool tools top topic total totally touch tough
track train transfer transition trigger triggered triggering trouble true trust trying turn turned turning
two type types typical typically unable unaffected unavailable unaware unclear underlying understand
understanding understood unexpected unfortunate unfortunately unique unit unknown unlikely unrelated unsure
unusual update updated updates updating upper urgent usage useful usual usually valid validate value values
various vary ve verification verified verify version versions view visibility visible visual vs wait waited
waiting walk want wanted warning wasn watch weird weren whenever widely wish won wonder word words work
workaround worked working workload workloads works world worse worst worth wouldn write writing written
wrong
"""
"""Everyday words, which count for little."""
