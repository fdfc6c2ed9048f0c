"""Words that say little or nothing about how an incident came about.

In a library of forty documents an everyday word can be as rare as the name of a component; only knowing the
language tells them apart. Here are everyday words, names of days, and what every incident has, which count a
little less than others; and the words that hold sentences together, which do not count.
"""

FUNCTION_WORDS = """
a able about after again all also am an and any are as at be because been before being both but by can could
did do does doing don down during each few for from had has have he her here his how i if in into is it its
itself just me more most my no nor not now of off on once only or other our out over own re same she should so
some such than that the their them then there these they this those through to too under until up very was we
were what when where which while who whom why will with would you your
"""
"""Words that hold sentences together."""

PLAIN = """
ability able about above absolute accept access accord according account achieve across act action active
actual actually add added adding addition additional address adjust advance advice advise affect affected
after afternoon afterward afterwards again against agree ahead aim alarm alert alerted alerting alerts align
all allow allowed allows almost alone along already also alternative although always am among amount amp an
and announce announced announcement another answer anticipate any anybody anyone anything apart apparent
appear appeared applied apply applying appropriate approximate apr april are area aren arise around as aside
ask asked asking aspect assess assign assigned assume assumed assumption at attempt attempted attempting
attend attention attribute aug august automate automatic automatically available avoid aware awareness away
back bad base based basic basis be became because become been before began behave behavior behaviour being
believe believed below benefit best better between big bit board book both bring broad broke broken brought
bug bugs build busy but by call called calls came can cannot capable care careful carefully carry case cases
cause caused causes causing certain cest cet chance change changed changes changing channel check checked
checking choice choose chosen circumstance clarify class classic clear clearly click close closed closely
code coincide colleague collect com combination combine come comment commit committed common communicate
communication company compare compared complete completed completely complex component components concern
conclude concluded conclusion concrete condition conduct confidence confirm confirmed conflict confuse
confused confusing connect connected connection consequence consider considered considering consist constant
contact contacted contain contained content context continue continued contribute contributed contributing
control convention convert coordinate copy core correct corrected correctly correlate correlation cost could
couldn count couple course cover covered create created creating critical culprit current currently custom
customer customers cut daily damage dashboard dashboards data date day days deal debug debugged debugging
dec december decide decided decision deep deeper default define degrade degraded delay delayed deliver
demand depend depended dependency dependent depending describe described design desired detail detailed
details detect detected detection determine develop developer developers development diagnose diagnosed
diagnosis did didn differ difference different differently difficult difficulty digging direct directly
disable disabled discover discovered discuss discussed discussion disrupt disruption disruptive distinct
distribute distributed do document documentation documented does doesn doing don done double down downtime
dozen drop due during each ease easily easy edit effect effective effort eg eight either else emergency
employ empty enable enabled end ended ends engineer engineering engineers enough ensure ensured enter
entered entering entire entirely entry environment environments equal error errors escalate especially
essential est establish estimate etc evaluate even evening event events eventually ever every everybody
everyone everything evident exact exactly examine example except exception execute executed execution exist
existed existing exists expect expectation expected experience experienced explain explained explicit
explicitly explore express extend extra extreme face facing fact factor factors fail failed failing fails
failure failures fair fairly fall false far fast faster fault faulty favor fear feature features feb
february feed feedback feel fell felt few fifth figure fill final finally find finding finds fine finish
finished first fit five fix fixed fixes fixing flow focus follow followed following follows for force forced
forget form format formed forward found four fourth free frequent frequently fresh friday from full fully
function functional functionality functions fundamental further future gain gap gather gave general
generally generate genuine get gets getting github given global gmt go goal goes going gone good got gradual
great greater group grouped groups grow growing growth guess guidance guide guideline guidelines had hadn
half halt hand handle handled handling happen happened happens hard harder hardware has hasn have haven
having he heads health healthy hear heard heavily heavy help helped helpful helps hence her here hide high
higher highest highly him his history hit hits hold holiday hope host hot hour hours how however http https
huge human hundred idea ideal ideally identified identify ie if immediate immediately impact impacted impl
implement implementation implemented implementing important impossible improve improved improvement
improvements improving in incident incidents include included includes including incorporate incorrect
incorrectly increase increased increasing indeed independent indicate indicated indicates indication
individual inform information informed infrastructure initial initially inside inspect install installed
instance instances instant instead instruction insufficient intend intended intent interim internal
intervention into introduce introduced introduction invest investigate investigated investigating
investigation involve involved io is isn isolate issue issues it item items its itself jan january job jobs
join joined jul july jump jun june just keep kept key kind knew know knowing knowledge known lack lacking
large larger last late later latter launch launched launches launching lead leading leads learn learned
learning least leave leaving led left lengthy less lesson lessons let level levels life light like likely
line lines link list listed little live ll load loaded local locate location logic logistical long look
looked looking looks lost lot lots low lower lucky made main maintain maintained maintenance major majority
make makes making manage managed management manner manual manually many mar march mark marked massive match
material matter may maybe me mean meaning means meant measure mechanism meet member members mention
mentioned merge merged method might min mind minimal minimum minor mins minute minutes misleading miss
missed missing mistake mitigate mitigated mitigation mode modern modified modify moment monday monitor
monitored monitoring month months more morning most move moved moving much multiple must my name named names
native natural naturally nature nd near nearly necessary need needed needs neither net never new next night
nine no nobody none nor normal normally not note noted nothing notice noticed noticing nov november now
number numbers observe observed obstacle obtain obvious occasional occasionally occur occurred occurrence
occurs oct october of off offer office official often old older on once one only onto open opened operate
operating operation operational operations operator opinion opportunity opt option options or order org
organisation organization original originally other others our out outage outages outside over overall
overview own owned owner page paged pages parallel part particular party pass passed past path pattern pay
pdt people per perform performance performed perhaps period permanent permanently person personal phase
physical pick picked piece place plan planned plans plenty pm point pointed points poor popular portion
position positive possibility possible possibly post posted postmortem postmortems potential potentially
practice pragmatic precise prefer preliminary prepare prepared presence present presumably pretty prevent
prevented preventing prevents previous previously primarily primary prior priority proactive proactively
probably problem problems procedure proceed proceeded process processes produce product production prompt
proper properly propose protect prove proven provide provided provides pst public pull pulled purpose push
pushed put question questions quick quicker quickest quickly quiet quite range rare rate rather rd re reach
reached reaching react reaction read ready real realise realised reality realize realized really reason
reasonable reasons receive received recent recently recognize recommend recommendation record recorded
recover recovered recovers recovery recreate recreated recur recurring reduce reduced refer reference
reflect regard regarding regular regularly relate related relationship release released releases relevant
reliable rely remain remained remaining remains remedy remember removal repeat repeated repeatedly replace
replaced replacement reply report reported reporter reporting reports request requested requests require
required requirement requires research reset resolution resolve resolved respect respective respond
responded responding response responses responsibility responsible rest restore restored restoring result
resulted resulting results resume resumed return returned returning returns reveal revealed review reviewed
right risk risks road role roll rolled rolling room root rough roughly routine rule run running runs rush
safe safety said same sample saturday saw say scenario scenarios scope score screen script scripts search
second seconds section secure see seem seemed seen select send sending sends sense sent sep separate
separated sept september sequence series serious serve served server service services session set setup
seven several severe severity shall shape share shared she shift short shortly shot should shouldn showed
showing shown shows shut side sign signal signals significant significantly silent similar similarly simple
simply simultaneous since single site sites situation situations six size slack slight slightly slow slower
slowly small smaller smooth so software solution solutions solve solved some somebody someone something soon
sooner sort source space speak special specific specifically specified speed spend spent spot spread st
stable staff stage standard start started starts state stated statement states status stay stayed step steps
stick still stop stopped stopping stops store story straight strange strategy stress strong structure stuck
studied style subject submit succeed succeeded success successful successfully such sudden suddenly
sufficient suggest suggested suggestion suggestions suit summary sunday super supply support supported
suppose supposed sure surface suspect suspected suspicion switch switched symptom symptoms system systems
take taken talk target task tasks team teams technical technique temporarily temporary ten tend term test
tested testing tests text th than thanks that the their them then theory there therefore these they thing
things thinking third this thorough those though thought thousand three threshold through thursday thus tick
ticket tight time times to today together told tomorrow too took tool tools top topic total totally touch
tough toward track train transfer transition trigger triggered triggering trouble true trust try trying
tuesday turn turned turning two type types typical typically unable unaffected unavailable unaware unclear
under underlying understand understanding understood unexpected unfortunate unfortunately unique unit
unknown unlikely unrelated unsure until unusual up update updated updates updating upon upper urgent us
usage use used useful user users using usual usually utc valid validate value values various vary ve
verification verified verify version versions very via view visibility visible visual vs wait waited waiting
walk want wanted warning was wasn watch way we wednesday week weeks weird well went were weren what when
whenever where whether which while who whole whom whose why widely will wish with within without won wonder
word words work workaround worked working workload workloads works world worse worst worth would wouldn
write writing written wrong www year years yes yesterday yet you your
"""
"""The words, in the order of the alphabet; their other forms are meant too."""
