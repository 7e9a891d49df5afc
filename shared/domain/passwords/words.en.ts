/**
 * English words for generated passwords: what a primary-school child can spell and type. 3 to 7 letters, a to z
 * without l, never starting with i or o (look-alikes), no names, nothing unkind, and no word of the other language's list.
 */
export const englishWords: readonly string[] = `
acorn acorns acre acres acrobat across act acted acting actor actress acts add adding address adds admire
admired adopt advice advise again age ages agree agreed agrees ahead airport airship airy amaze amazed amazing
amber amount amuse amused anagram anchor anchors ancient animate anorak answer answers ant antenna anthem
antics antique ants anybody anyone anytime apart apricot apron aprons aqua aquatic arcade arch arched arches
archway arctic arena arenas armour around arrange arrive arrived arrow arrows art artist artists arts artwork
aside ask asked asking asks aspen aster atom atoms attempt attic attics aurora autumn aviary avocado awake
award awards aware away awesome azure badge badger badgers badges bag bags bake baked baker bakers bakery
bakes baking banana bananas band bands banjo banjos bank banker banks banquet bargain bark barked barking barn
barns basic basics basin basins basket baskets bat batch bath baths bathtub bats bay bays beach beaches beacon
beacons bead beads beady beaker beakers beam beaming beams bean bear bears beauty because become bed bedding
bedroom beds bedside bedtime bee beech beehive been beep beeps bees beeswax began begin begins begun behind
beige beret berets berries berry berth best better between beyond bike biker bikes bingo birch bird birds
biscuit board boards boat boats bobbin bobcat bonfire bonnet bonus book booked booking books booth booths
boots both bounce bounced bounces bouncy bouquet bow box boxed boxer boxes boxing braid braids brain brains
brainy branch brass brave braver bravery bravest bread breads breath breeze breezy brew brick bricks bridge
bridges bright bring brings brisk broad bronze bronzed brook broom brooms broth browser brush brushed brushes
bucket buckets buddy budget budgets budgie buffet buffets bun bunch bungee bungees bunny buns bunting buoy
buoys burger burgers burrow burrows bus buses busier busy butter buttery button buttons buy buyer buying buys
buzz buzzer buzzers buzzes buzzing cab cabin cabins cabs cactus cadet cadets cafe cake cakes came camera
cameras camper campers camping can canary candid candies candy canoe canoes canteen canter canyon canyons cap
capes caps captain caption car caravan card care cared cargo caring carpet carpets carries carrot carrots
carry cars cart cartoon carts carve carved cat catch catcher catches cats cave cavern caverns caves cedar
cedars cent centre cents ceramic chain chains chair chairs change changed changes chapter charity charm chart
charts chase chasing chatty cheer cheerio cheers cheery cheese cheeses chef chefs cherry chess chew chewing
chews chick chicken chime chimes chimney chip chips chirp chirps chirpy chives choice choices choir choirs
choose chooses chose chutney cinema cinemas circus citrus city coach coaches coast coaster coat coats cobweb
cocoa code coded coder coders codes coding coffee coin coins comb combed combine combs come comedy comes comet
comets comfort comic comics coming comma commas compare compass concert cone cones contain cook cooker cookers
cookie cookies cooking cooks copies copper copy copycat cord cords corn corner corners correct cosmic costume
cosy cottage cotton couch count counted counter country counts courage cousin cover covered covers craft
crafts crafty crane cranes crate crates crayon crayons create created creates creator creek creeks cress crew
crews cricket crimson crisp crisps crispy crocus crop crown crowns cruise cruiser crumb crumbs crunch crunchy
crust crusts cub cube cubes cubs cup cupcake curry curtain cushion custard cute cygnet cygnets dairy daisies
daisy damson dance danced dancer dancers dances dancing daring dash dashed dashes date dates dawn dawns day
days daytime deep deepen deeper deepest dentist design designs desk desks dessert dewdrop diagram diamond
diary dig digger diggers digging digit digits digs dine dined diner diners dining dinner dinners disco discos
dish dishes dive dived diver divers dives divide divided diving doctor doctors dog dogs done door doormat
doors doorway dot dots dotty dragon dragons drama dramas draw drawer drawers drawing draws dream dreamed
dreamer dreams dreamt dreamy dress dressed dresses drive driven driver drivers drives driving drum drummer
drums duck ducks dune dunes dusk duvet duvets dynamic dynamo each eager earn earned earns earring ears earth
east eastern easy eaten eating eats echo echoed echoes edge edges edging edit edited editing editor editors
educate effect effort egg eggs eight eighth eighty emperor empire empress empty energy engine engines enjoy
enjoyed enjoys enough enter entered enters entire epic equator even evening event events ever every excite
excited execute exhibit extra extras eyebrow factory famous fan fancy fans farm farmed farmer farmers farming
farms faster fastest fawn fawns feast feasts feather feed feeding feeds feet fern ferns ferries ferry festive
fifteen fifth fifths fifty finch finches find finder finding finds finish first fish fishes fishing five fives
fix fixed fixes fizz fizzy foam food foods foot forest forests forever fork forks forty forward found four
fours fourth fourths fox foxes frame framed frames freedom freeze freezer fresh freshen fridge fridges friend
friends frog frogs from frost frosted frosts frosty froze frozen fun fund funnier future gadget gadgets game
gamer gamers games gaming garage garages garden gardens gate gates gateway gather gathers gaze gazed gear
gears gecko geckos geese gem gems genie genius giant giants giddy gift gifted gifts giraffe give giver gives
giving gnome gnomes goat goats good goodbye goods goose gown gowns grace grain grains granary grant graph
graphs grass grasses grassy gravity gravy graze grazed grazes grazing great greater green greener greens greet
greeted greets grew grid grids grin grins grocer grocers grocery grove grow growing grown grows guess guessed
guest guests guide guided guides guinea guitar guitars gust gusts gusty gym gyms habit habits haircut hammock
hamster handbag handy hanger happen happens happier happy harbour hare hares harmony harp harps harvest hat
hatbox hatch hatched hats hawk hawks hay hazy hear heard hearing hears heart hearth hearts heat heather hedge
hedges hen hens herb herbs hero heroes heron herons highest hike hiked hiker hikers hikes hiking hint hints
hive hives hobbies hobby hockey home homes honest honesty honey hoop hoops hooray hoot hoots hope hoped hopes
hoping horizon horse horses host hosts hour hours house houses howdy hug hugs humour hundred hurrah hurray hut
hutch huts jackdaw jacket jackets jade jaguar jaguars jam jams jar jars jasmine jay jays jazz jazzy jeans
jester jesters jet jets jig jigsaw job jobs jogger joggers jogging join joined joiner joins joke joked joker
jokers jokes journey joy joyous joys judo juice juicer juices jump jumped jumper jumpers jumping jumps junior
juniors karate kart karts kayak kayaks kazoo kazoos keen keenest keeper keepers keeping ketchup key keypad
keys kind kindest king kingdom kings kit kitchen kite kites kits kitten kittens knew knight knights knit knits
knitted know knowing known knows machine magenta magic magnet magnets magpie magpies major making mane mango
map maps maracas margin marker markers market markets marquee marry mascot mash mask masks mat match matched
matches mates maths mats mayor mayors maze mazes meadow meadows meet meeting meets member memory mend mended
mends menu menus mermaid merry message meteor meteors metre metres mice midday middy mighty mini minibus
minnow minnows mint minting mints minty minute minutes mirror mirrors misty mitten mittens mix mixed mixer
mixes modern moment moments monarch money monitor month months moon moons moose morning mosaic mosaics moss
mossy moth moths motion motor motored motors mouse mouth move moved mover moves movie movies moving mow mowed
mower mowers muffin muffins munch munched munches museum museums music mustard myth myths name named names
naming napkin napkins nature near nearby nearer neat neater neatest nest nested nests net nets netting new
newer newest news newt newts nice nicer nicest nifty night nights nine nines ninety ninja ninjas ninth ninths
nod nodded nods noon north note noted notepad notes notice number numbers nurse nursery nurses pace paced
paces pack package packed packet packets packs paddock page pages paint painted painter paints pair paired
pairs pakora pamper pancake panda pandas panther pantry papaya paper papers papery parade parades park parka
parkas parked parking parks parrot parrots partner party pasta pastry pasture patch patches path paths pattern
paw paws peace peach peaches peahen peanut pear pears peas pecan peek peeks pen penguin pennies penny pens
pepper peppers perfect pesto pet pets phoenix phone phones photo photos phrase phrases pianist piano pianos
pick picked picket picking picks picnic picnics picture piece pieces pier piers pigeon pike pine pines pink
pinto pioneer pirate pirates pitcher pitta pixie pixies pizza pizzas pocket pockets pod pods poem poems poet
poetry poets pompom poncho ponchos pond ponder ponds ponies pony popcorn poppies poppy porch porches postbox
poster posters potato potter potters pottery pounce power powers prairie prawn prawns present pretty price
prices primary prince print printed printer prints prize prizes promise proud prouder pudding puffin puffins
pumpkin pup puppet puppets puppies puppy pups pure purr purred purring purrs quaint quarter quartet quartz
quaver quavers queen queens quest quests queue queued queues quiche quick quicker quiver quiz quizzes rabbit
rabbits racecar racer racers races racing radar radio radios radish raft rafting rafts rain rainbow rained
rainier raining rains rainy raise raised raises raisin raisins ranch ranger rangers rapid rapids raptor
raptors rare raven ravens read reader readers reading reads recent red reed reeds reef referee repair repairs
repeat repeats rescue rescued rescuer rescues retry reunion reward rewards rhubarb rhyme rhymed rhymes rhythm
ribbon ribbons rice rich riches ridge ridges ring ringing rings river rivers road roads roam roaming roams
roar roared roaring roars robin robins robot robotic robots rock rockery rocket rockets rocks rocky roof roofs
rooftop rook rooks room rooms roomy roost rooster roosts root rooted roots rose rosebud roses rosy round
rounded rounds rover rovers row rowboat rowing rows rubies ruby rugby run runner runners running runs runway
safari safety same sand sandbag sandbox sandpit sandy sardine sari saris satsuma sauce saucer saucers saunter
scan scans scarf scarfs scarves science scone scones scoop scoops scooter scout scouts screen screens scuba
sea seabird seafood seaport search seas seaside seaward seaweed see seed sees seesaw senior sequin sequins
seven sevens seventh seventy sew sewed sewing sews shape shaped shapes share shared shares sharing shark
sharks sharp sharper shear sheep shine shines shining shiny ship ships shirt shirts shoe shoes shone shore
shores shout shouts shower showers sing singer singers singing sings six sixes sixteen sixth sixty skate
skated skater skaters skates skating sketch ski skier skiers skiing skip skipper skips skis sky skyward smart
smarter smooth snack snacks snake snakes sneeze snow snowcap snowing snowman snows snowy snug soap soaps soapy
soar soared soars soccer sock socket sockets socks sofa sofas soft soften softer softest song songs sound
sounds soup soups south space spaces spanner spark sparks sparky sparrow speak speaker speaks speech speed
speeds speedy sphere spice spices spicy spider spiders spin spinach spinner spins sponge sponges spoon spoons
sport sports sporty sprig sprigs spring springs springy sprint sprints sprout sprouts square squares squeak
squeaky squid stage stages stamp stamped stamps star starry stars start started starts station steady steam
steamed steams sticker stir stirs stitch stoat stone stones stony stood storey stories stork storks storm
storms stormy story straw straws stream streams street streets stretch string strings stringy stripe stripes
stripy strong student studied studies studio studios study sudoku sugar sugars summer sun sunbeam sundae
sunhat sunhats sunny sunray sunrise sunset sunsets sunspot super supper suppers surf surfed surfer surfers
surfing sushi swam swan swans sweater sweet sweeter sweets swift swifts swim swimmer swims swing swings syrup
syrups tab tabby tango tapioca tartan tasty taxi taxis tea teabag teach teacher teaches teacup teacups team
teams teapot teapots tech teddies teddy teeth ten tennis tens tent tenth tents terrier thank thanked thanks
theatre theme themes think thinker thinks thirty thought thread threads three threes throne thrones throw
throws thumb thumbs thunder thyme tiara tiaras ticket tickets tide tidy tiger tigers timber time timed timer
timers times tin tins tiny tiptoe toast toasted toaster toasts today toe toffee toffees tomato tonight tooth
top topaz topic topics tops toucan toucans touring tourist tower towered towers town towns toy toys tracker
tractor traffic train trained trainer trains tram trams tray trays treat treated treats tree trees treetop
trek treks tried trio trios trip tripod trips trophy tropic tropics trot trots trotter trouser trout truck
trucker trucks true trumpet trust trusted truth truths tub tuba tubas tube tubes tubs tugboat tuna tune tuner
tuners tunes turkey turkeys turn turned turner turnip turnips turns tutu tutus twenty twice twig twigs twin
twins twist twister twists twisty two twos tyre tyres unicorn uniform unique unpack update updates upper
upright upward upwards van vans venture verb verbs vet vets video videos view viewed viewer views viking
vikings vine vinegar vintage visit visited visitor visits voice voices voyage wafer wafers wag wagon wagons
wags wand wander wanders wands warm warmer warmest warms wash washed washer washes washing watch watched
watcher watches water watery wave waved waves waving wavy weather weave weaver weaves website wedding weekend
wheat wheats whimsy whisker whisper whizz whizzed whoop wind window windows windy wing winged winner winners
winning winter wise wiser wish wished wishes wishing witty wizard wizards wombat wombats wonder wonders wood
wooden woods word words work worked worker workers works wow wrap wraps wreath wren wrens write writer writers
writes writing written yacht yachts yard yards yarn yarns year years yippee yoga yogurt you young younger your
yours yoyo yoyos yummy zany zebra zebras zest zesty zigzag zip zipped zipper zippy zips zone zones zoo zoom
zoomed zooming zooms zoos
`
  .trim()
  .split(/\s+/)
