/**
 * Welsh words for generated passwords: what a primary-school child can spell and type. 3 to 7 letters, a to z
 * without l, never starting with i or o (look-alikes), no names, nothing unkind, and no word of the other language's list.
 */
export const welshWords: readonly string[] = `
aber acen acenion actio actores adain adar adara addas addasu addewid addo addurn addurno addysg addysgu adeg
adegau aderyn adfer adnabod adnodd adran adref adrodd aduno aeddfed aer aeron afanc afancod afon afonig
afonydd agen agor agoraf agorai agorais agored agoriad agorodd agorwch agorwyd agos agosach agosaf agwedd
amcan amcanu amgen amrwd amryw amrywio amser amserau anfon anfonaf angerdd angor annog anrheg anrhegu antena
antur anturio anturus aradr araf arafach arafaf arafodd arafwch araith arbed archif ardd arfer argraff arhosaf
arhosai arian ariannu aros arth arwain arwr arwres arwydd arwyddo arwyr asbri astud astudio ateb atebaf
atebais atebion atebodd atebwch atgof atgoffa athro atomau aur awdur awdures awduron awen awgrym awgrymu awr
awydd awyddus awyr awyren bach bachach bachog bachu bachyn bacio baddon bae baeau bagiau banc banciau bancio
bandiau baner banerau bannau bara barcud bardd barrug basau basged basgedi baswn batio batri bedw bedwen beic
beiciau beicio beiciwr berf berfau berw berwi berwr betys betysen bisged bisgedi bocs bocsys bodio boncyff
botwm botymau braf braich braint brenin bresych brics bricsen brig brigau brigyn brith bro broch brodio brodor
brodyr broga brogaod broydd brwsh brwshys brwsio brwyn brwynen bryd bryn bryncyn bryniau brys brysio buan
buanach buander buchod budd bwa bwced bwcedi bwrdd bws bwth bwthyn bwyd bwydais bwydo bwydodd bwydwch bwydwr
bwydydd bwyta bwytaf bwytawr bychain bychan byd bydd byddaf byddai byddwch byddwn bydoedd byr byrbryd byrddau
byrddio byrger bys bysedd bysiau byth bythod byw bywiog bywyd bywydau bywydeg cacen cacwn cadair cadarn cadno
cadw cadwaf cadwai cadwch cadwodd cadwyn cadwyno caead caeadau caeau caer caffi caffis cafodd cafwyd cais cam
camau camodd camp campau campus camu canai canais canant caneuon canfod cangen caniad cannwyr canodd canrif
cant cantor canu canwch canwr canwyd canwyr capiau capten cardiau caredig careiau cariad cario cariodd carn
carnau carped carpedi carreg cartref caru carw castan cath cathod cawod cawodog caws cawsiog cegin ceginau cei
ceidwad ceiniog ceir ceirch ceirios ceirw cennin cerbyd cerdd cerddaf cerddai cerdded cerddi cerddor cerddwn
cerddwr cerdyn cerfio cerrig cesair cewch chwa chwaith chwarae chwe chwech chwiban chwifio chwim chwith
chwynnu cigfran ciniawa cinio cist cistiau ciwb ciwt cnau cneifio cneuen cnoc cnocio cnwd cnydau coban coch
cochach cochaf cochi cod codaf codai codais codant codau codi codiad cododd codwch coed coeden coedwig cof
cofeb coffi cofiaf cofiai cofiais cofio cofiodd cofiwch cofnod cofnodi cog cogau coginio cogydd copa copaon
copi cor corau cordiau corgi corgwn cornant cornedi cornet coron coronau coroni corryn corwynt cotwm craffu
cragen craig cranc crancod crawen crefft cregyn crempog creodd creon creu crib cribau cribo criw criwiau
crochan croes croesi croeso crosiet crwban crwn crwst crwydr crwydro crydd cryf cryfach cryfaf cryfder cryfion
crynhoi crys crysau cuddio cudyn curiad cwch cwcw cwm cwmni cwmpas cwmwd cwpan cwpanau cwpwrdd cwrdd cwrs cwrt
cwrwg cwsg cwstard cwtsh cwtsio cychod cychwr cychwyn cydio cydiodd cydiwch cydradd cyfan cyfarch cyffro
cyfoes cyfoeth cyfres cyfresi cyfrif cyfrifo cymharu cymoedd cymryd cymuned cymydog cymysg cymysgu cyn cynefin
cynffon cynhesu cynnar cynnau cynnes cynnig cynnwys cynradd cynt cyntaf cyntedd cyrri cyrsiau cyrten cysgaf
cysgai cysgais cysgod cysgodd cysgodi cysgu cysgwch cysur cytgan cytuned cytuno cywion cywir cywiro daear
daeareg daeargi daeth daethom daethon dafad daioni dangos darn darnau darnio dau dawnsfa dawnsio dawnswr
dawnus dechrau deg degau degfed derbyn derw derwen derwydd desg desgiau deuai deuawd deuddeg deunaw deunydd
deuwch dewch dewin dewis dewisaf dewisai dewr dewrach dewrder diddan diddanu difyr difyrru digidau digon
dihuno dinas dinosor direidi disg disgo diwrnod diwyd dodo dodrefn dodwy doeth doniau donio draen draenen
draenog draig dramau dringaf dringo dringwr drudwy drwm drws drych drychau drycin drymiau drysau drysu dryw
dweud dwfn dwsin dwsinau dwy dwyrain dwys dydd dyddiad dyddiau dyfais dyffryn dyfnach dyfnaf dyfrgi dyfrgwn
dyfrhau dyfrio dymunaf dymuno dysgaf dysgai dysgais dysgant dysgodd dysgu dysgwch dysgwr dysgwyr eang ebran
echdoe echnos edafedd edefyn edrych effaith effro efydd egin egino eginodd eginyn egni ehangaf ehangu ehedydd
eich eicon eiconau eiddew eiddo eigion eira eiriad eirin eirinen eirth eisiau eisin eisoes eistedd eithaf
eithin enfawr enfys enfysau enw enwaf enwais enwau enwch enwebu enwi enwocaf enwodd eog eogiaid erioed eryr
eryrod esgid esgyn esmwyth estrys estyn eto euraid euraidd eurych ewig ewigod ewyn ewynnog ewynnu ffa ffafr
ffafrio ffair ffansi ffarm ffarmio ffarmwr ffasiwn ffatri ffedog ffenest ffens fferi fferins fferm ffermdy
ffermio ffermwr ffesant ffigur ffigys ffin ffiniau ffiseg ffisig ffitio ffonio fforc ffordd fforest fforio
fforiwr ffos ffosydd ffraeth fframio ffres ffresni ffrind ffrio ffrog ffrwd ffrwyn ffrwyth ffrydio ffured
ffurf ffurfio ffwdan ffwdanu ffwrdd ffwrn ffynnon ffynnu ffyrc ffyrch ffyrdd ffyrnau fideo fideos finegr
fitamin gaeaf gaeafau gaeafu gafr gair garan gardd garddio garddwr geifr geiriau gemau gemydd gerddi gobaith
godidog godre gof gofaint gofod gofodwr gofyn gohebu gorau gorffen gorwedd gorynys gosod gosodaf gradd graddau
graddfa graddio graean graen graffeg greddf grefi gris grisiau gronyn groser grug grugiar grwn grwpiau grym
grymus gwahanu gwahodd gwair gwaith gwanwyn gwastad gwau gwaun gwawr gwawrio gwdihw gwe gwead gwefan gwefr
gweini gwen gwenaf gwenai gwenais gwenau gwenci gwenodd gwenu gwenwch gwenyn gwerdd gwerin gwern gwers gwersi
gwerth gwerthu gweryd gwestai gwestau gwesty gwibio gwifrau gwifren gwir gwisg gwisgaf gwisgai gwisgo gwiw
gwiwer gwnaed gwnaeth gwnaf gwnawn gwnes gwneud gwnewch gwobr gwobrau gwrando gwres gwrych gwryd gwych gwychaf
gwyddau gwyddor gwydr gwydrau gwydro gwyfyn gwymon gwynfa gwyniad gwynt gwyntog gwyrdd gwyrth gyda gyrfa
gyrfau gyrraf gyrrais gyrrodd gyrru gyrrwch gyrrwr gyrrwyr hadau haearn haeddu haf hafaidd hafan hafod hafoty
haid hamdden hamper hances hanes hanner hapus hapusaf harbwr hardd harddaf harddu harnais hawdd haws hawsaf
heb hebog hebogau hedaf hedai hedais hedd heddiw heddwch hedfan hedodd hedwch hedyn hefyd heidiau heidio heini
heno heriau herio heriog het hetiau hindda hir hirach hiraeth hiraf hirion hoci hoen hoenus hof hoff hoffaf
hoffai hoffais hoffech hoffi hoffodd hoffter hoffwn hofran hogi hongian honnodd hosan hosanau hud hudo hudodd
hudwr hudwyr hufen hufenog hunan hunodd hwyaden hwyaid hwyr hwyrach hwyraf hybu hyd hydd hyder hyderus hydref
hyfryd hynaf jamio jariau jins jiraff jiwdo jocian mae maen maenor maer maeres maes mafon mafonen magned
magodd magu mainc maneg manion mapiau mapio march marchog marciau marcio marmor masarn masg masgiau masnach
math mathau matiau mawn mawr mawredd meddai meddu meddyg medi medraf medrai medrau medru medrus mefus mefusen
megino meirch menig mentro mentrus menyn meryw mes mesen mesur mesurai mesurau metr metrau mewn mintys mis
misio misoedd miwsig modd moddau modfedd modrwy modur moduron moesgar moethus morfa morfran morgrug morio
morwr morwyr munud munudau murmur mwgwd mwsog mwstard mwstas mwy mwyach mwyaf mwyar mwyaren mwyn mwynach
mwynaf mwynau mwynder mwynhau mwythau mwytho mynd mynedfa mynegi mynnai mynnodd mynnu mynnwch mynych mynydd
nabod naid nant natur naw nawfed nawr neges negesau neidiaf neidio neidiwr neidr nentydd nerth nerthu nesaf
newid newydd nifer nionod nionyn nodau noddfa noddi noddwr nodedig nodi nododd nodwch nodwydd nodyn nofiaf
nofiai nofiais nofio nofiodd nofiwch nofiwr nofwyr nos nosau nosi noson nwy nwyddau nwyf nwyfus nwyon nyrs
nyrsio nyrsys nyth nythai nythfa nythod nythodd nythu pabi pabwyr pac pacio paent pafin paith pam pan panasen
paned pannas pantri papur papurau papuro papurwr para paratoi parau parc parcdir parch parchus parciau parcio
parhau parod parot parti past pastai patrwm paun pawen pecyn pedair pedwar peintio penfras pengwin pennau
pennod penodau pensaer pensi pentref pentwr perchen perthyn peth pethau peunod pibydd picio pigog pin pinc
pinnau pinsio pinwydd pioden pitsa pitsas pitw piws poced pocedi pont pontio pontydd popty porfa porffor pori
porth porthi pos posau post postio postmon potyn prawf pren prennau pres pridd priddyn printio pris prisiau
prisio profi profiad profion profodd proses pryd prydau pryf pryfed pryfyn prynaf prynai prynais prynodd prynu
prynwch prynwr prynwyr prysur prysuro pumed pump punt pupur pwdin pwdinau pwerau pwerus pwmpen pwnc pwrpas
pwrs pwy pwynt pwyntio pwysaf pwysai pwysau pwysig pwyso pwysodd pwyswch pwyswr pwyth pwythau pwytho pymtheg
pynciau pyrsau pyrth pys pysen pysgod pysgota pytaten pytiau raffio rapio record rhaeadr rhaff rhaffau rhagori
rhain rhamant rhan rhannaf rhannai rhannau rhannu rhaw rhawiau rhedaf rhedai rhedais rhedant rhedeg rhediad
rhedodd rhedwch rhedwr rhedwyr rhedyn rheini rheino rhes rhesen rhesi rhesin rhesog rhestr rhestri rhestru
rheswm rhew rhewi rhewodd rhif rhifais rhifau rhifedd rhifo rhifodd rhifwch rhifyn rhisg rhiw rhiwiau rhodd
rhoddaf rhoddi rhoddwr rhodfa rhodio rhoi rhos rhosod rhostio rhostir rhosydd rhosyn rhuban rhudd rhuddem rhuo
rhwng rhwyd rhwydd rhwydi rhwydo rhwyf rhwyfau rhwyfo rhwyfwr rhyd rhydd rhyddid rhydio rhyfedd robotau roced
rocedi rownd ruban rubanau rwber rwden rygbi saer safana saffari safio safon safonau safwe saith sanau sardin
sarn sawna sawr saws sawsiau sbonc sboncio sbort sbwng sebon sebonau seboni sebra sebras sedd seddi seigiau
seiniau seiren seirff seiri senedd serch serchog seren serennu serio sesiwn seti setiau sgarff sgert sgets sgi
sgio sgipio sgorio sgrin sgript sgriw sgubo sgubor sgwrs sgwrsio sgwter siaced siacedi siambr siarad siarc
siarcod siart sibrwd sicr sicrach sicrhau sidan sidanau siffrwd sinamon sinsir sioc sioe sioeau sionc siop
siopa siopau siopwr siopwyr siorts siswrn sitrws siwgr siwmper siwrnai siwt siwtiau smotiau smotyn smwddio
snwcer soced socedi soffa soffas sofren soned sonedau sorbed sosban soser soseri stampio sticer sticeri
stiwdio stondin storfa stori storio stribed stryd stwnsh stwnsio suai sudd suddion suddo suo surop swigen
swigod swnio swper swpera swydd swyddfa swyddi swyn swynion swyno swynodd swynwr swynwyr syber sychaf sychais
sychder syched sychodd sychu sydyn syfien syfrdan symud symudaf symudai synau syndod syniad synnu synnwyr
syrcas syrffio syth sythu tabwrdd tacsi tair taith tan tanau tannau tant tanwydd tapio taran taranau tarian
tarten tarw tasg tasgau taten tatws tecach tecaf teg tegan teganau tegwch teigr teigrod teipio teirw teisen
teithio teras terfyn term termau tes testun teyrnas ticed ticedi ticio tir tirio tiriog tirion tiroedd tirwedd
tisian tiwb tiwbiau tiwna tiwnio tiwtor toc tocio tocyn toes toesen toi tomatos tomen ton tonfedd tonnau tonni
tonnog torch torchau torchi torth torthau traed traeth traethu trafod trai tref trefi trefn trefnaf trefnu
trefnus treinio tri triawd tric triciau trideg tridiau troad troadau trochi trodd troed troedio troeon trofan
troi trois trosodd trothwy trowch trowsus trwmped trwsiad trwsio tryc tryciau trydan trydanu trydar trydydd
trysor trysori tuedd twmpath twndis twndra twr twrci twrw twtio twym twymaf twymo twymodd twyn twyni tybio
tybiodd tyddyn tydi tyfai tyfais tyfant tyfiant tyfodd tyfu tyfwch tyfwr tymer tymor tyner tyneraf tynn tynnaf
tynnai tynnais tynnodd tynnu tynnwch tyrau tyrfa tyrfau tywarch tywod tywodyn tywydd tywyn tywynnu tywys
tywysen tywyso tywysog uchaf ufudd ugain undonog undydd uned unfed union uno unodd unrhyw unwaith urdd urddas
urddo utgorn utgyrn uwch uwchben uwd wagen watsh wedi wedyn weiren wiced wicedi wyau wybren wynwyn wyth
wythdeg wythfed wythnos ychydig ymaith ymarfer ymateb ymdrech ymestyn ymgais ymunaf ymunai ymunais ymuno
ymunodd ymunwch ymysg ynni yno ynys ynysu ysbwng ysgafn ysgaw ysgawen ysgrif ysgub ysgubau ysgubor ysgubwr
ysgwyd ystod ystum ystumio ystwyth ystyr ystyron
`
  .trim()
  .split(/\s+/)
