"""Word classes of English news, for telling names and openings without a tagger.

ADJECTIVES here, and VERBS and AMBIGUOUS in verbs.py, were counted: over 8,848 training articles each
lower-case word was looked at in its contexts. A word that follows "to", a modal or a pronoun is used as a
verb; one that stands between a determiner and a function word is the head of a noun phrase; one that stands
between a determiner and another content word modifies it. A word of 50 uses and more is a verb when more
than 85 % of its verb-or-head uses are verbs, ambiguous from 25 % on; one of 60 uses and more is an adjective
when less than 18 % of its head-or-modifier uses are heads. The lists, and GENERIC, which began as the nouns
of every tenth article, were then corrected by hand; the other tables are hand-made.
"""

from __future__ import annotations

__all__ = [
    "ADJECTIVES",
    "BACKWARD",
    "FUNCTION",
    "GENERIC",
    "OUTLETS",
    "RESOLVING",
    "TIME",
    "TITLES",
    "word_table",
]


def word_table(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


FUNCTION = word_table(
    """
    a able about above across after again against aged ago ahead albeit all almost alone along already
    also although altogether always am amid amidst among amongst an and another any anybody anymore anyone
    anything anytime anyway anywhere apart are aren't around as aside at away back be became because
    become becomes been before behind being below beneath beside besides best better between beyond both
    but by can can't cannot certain could couldn't despite did didn't do does doesn't doing don't done
    down due during each earlier either else elsewhere enough et etc even ever every everybody everyone
    everything everywhere except far few fewer first for forever former from further get gets getting got
    had hadn't has hasn't have haven't having he he's hence her here hers herself him himself his how
    however i i'll i'm i've if in indeed inside instead into is isn't it it's its itself just last later
    latter least less let lets like likely mainly many may maybe me meant meanwhile might mine more
    moreover most mr mrs ms much must my myself near nearby nearly neither never nevertheless next no
    nobody none nonetheless nor not nothing now nowhere of off often oh ok okay on once one ones only onto
    or other others otherwise ought our ours ourselves out outside over overall own per perhaps plus
    pretty quite rather really same several shall she she's should shouldn't since so some somebody
    somehow someone something sometimes somewhat somewhere soon still such than that that's the their
    theirs them themselves then there there's therefore these they they're they've this those though
    through throughout thus till to today together tomorrow tonight too toward towards twice unable under
    unless unlike until unto up upon us versus very via vs was wasn't we we'll we're we've well went were
    weren't what whatever when whenever where whereas wherever whether which whichever while whilst who
    whoever whole whom whose why will with within without won't worth would wouldn't yes yesterday yet you
    you're your yours yourself yourselves
    """
)
"""Words that carry grammar, not topic."""

TIME = word_table(
    """
    a.m afternoon am apr april aug august autumn century date dates day days dec decade decades december
    edt est evening feb february friday gmt hour hours jan january jul july jun june mar march may
    midnight minute minutes moment moments monday month months morning night noon nov november oct october
    p.m pm saturday second seconds sep sept september spring summer sunday thursday time times today
    tomorrow tonight tuesday wednesday week weekend weeks winter year years yesterday
    """
)
"""Words of time."""

TITLES = word_table(
    """
    acting actor actress ambassador analyst attorney capt. captain ceo chairman chairwoman chancellor
    chief coach col. colonel commissioner congressman congresswoman constable dame defence defender
    defense democrat democratic deputy detective director dr. foreign former gen. general gov. governor
    house inspector interior judge justice king lady leader lieutenant lord lt. majority manager mayor
    midfielder minister minority mr. mrs. ms. officer pope president prime prince princess prof. professor
    queen rep. representative republican rev. reverend secretary sen. senate senator sergeant sgt. sheriff
    singer sir speaker spokesman spokeswoman st. star state striker superintendent treasury vice
    """
)
"""Words before a person's name that are no part of it."""

OUTLETS = word_table(
    """
    abc afp ap ap's bbc bloomberg cbs cnn cnn's cnn.com cnnmoney daily-mail dailymail dailymail.com
    facebook fox hln instagram ireport itv mailonline msnbc nbc npr pa reuters tmz twitter upi youtube
    """
)
"""Publishers and networks that news names as its source, in lower case."""

GENERIC = word_table(
    """
    acres cents crowns dollars euros hectares kilometers kilometres meters metres miles pounds rupees
    tonnes yen
    according action addition age amount area areas authorities average bit body bottom business car case
    cases child children city claims comments community company contributed control country course deal
    death decision director end evidence example face facebook fact factor factors feet former friends
    front future government group groups guy guys handful head history home house hundreds idea image
    images incident information interview issue issues item items job kind level life line list lives
    living look lot lots majority man matter means media member members men middle money mother name
    nature news number numbers occasion occasions office official officials order others part parts people
    percent period person phase photo photos picture piece place plan plans plenty point post posts power
    problem process public question range rate reason remarks report reports response rest result right
    risk role saying scene series service set side sign site situation something sort source sources
    spokesperson spokeswoman staff stage start state statement step steps story system team term terms
    thanks thing things thousands top total twitter type types use variety version versions video way ways
    wife woman women word words world
    """
)
"""Nouns that stand in a tenth of all articles or say little about any."""

ADJECTIVES = word_table(
    """
    abandoned absolute abusive academic acceptable accurate active actual acute additional adequate
    administrative advanced adverse aerial afraid aggravated aggressive al alarming alleged amazing
    ambitious ancient angry animated annual anonymous antibody appalling apparent appropriate approved
    armed artificial astonishing attempted attractive authorised auto automated automatic autonomous
    available aware awful bad balanced banned bare basic battered beautiful beloved better big bigger
    biggest biological bipartisan bitter bizarre black blind bloody blunt bold brave brief bright
    brilliant broad broader broken brown brutal burned busiest busy carbon cardiac cardiovascular casual
    catastrophic central certain challenging chaotic charging cheering chilling chronic civil civilian
    classic classified clear clever clinical closed closest closing coastal cognitive collective
    comfortable coming commercial common compelling competing competitive complete complicated
    comprehensive concerning confidential congressional consecutive conservative considerable consistent
    constant constitutional contaminated contemporary contentious continuous controlled controversial
    conventional converted convicted cooling coordinated corporate correct corrupt countless crazy
    credible criminal critical crowded crucial cultural current cyber dairy damaged dangerous de decent
    decisive dedicated deep deeper delayed democratic deserted designated desperate destroyed destructive
    detailed devastated devastating devoted different difficult digital diplomatic dire direct dirty
    disappointing disastrous disciplinary disgusting disputed distant distinct distraught disturbing
    diverse divided domestic dominant double downtown draconian dramatic drastic dressing drunk dry easier
    east eastern easy economic edited educational effective elected electoral electric electrical
    electronic elementary elevated eligible embarrassing emergency emerging emotional empty endangered
    endless enhanced enormous entire environmental equal escalating essential established estranged
    ethical ethnic everyday exact exam excellent exceptional excessive exciting exclusive existing
    expanded expensive experimental explicit explosive extended extensive external extra extraordinary
    extreme extremist facial fair fake fallen false famed familiar famous fantastic fast fastest fatal
    favourite federal fellow fierce final financial fiscal fixed flexible floating following forced
    foreign forensic formal forthcoming fossil fragile free freezing frequent fresh frightening frozen
    frustrated full fundamental furious gay generous genetic gentle genuine giant glamorous global golden
    good grand graphic great greater greatest green greenhouse grieving grim grocery gross growing guilty
    happy hard harder harmful harsh healthcare healthier healthy heartbreaking heartbroken heated heavy
    heightened hidden high higher highest hilarious historic historical homemade honest horrible horrific
    hostile hot huge human humanitarian humble iconic identical ideological illegal immediate immense
    immigration imminent immune important impossible impressive improved inappropriate inaugural inciting
    incoming increased increasing incredible independent indoor induced industrial infected infectious
    inflammatory influential initial inner innocent insider intense intensive interactive interesting
    interim internal international intimate investigative isolated joint judicial keen key landmark large
    larger largest lasting late latest laughing lavish leading leaked legal legendary legislative
    legitimate lengthy lethal liberal licensed lifelong lighter lightning limited listed little loaded
    local lone long longtime looming loud loving low lower loyal lucky lucrative main major makeshift
    malicious mandatory marine maritime masked mass massive matching meaningful mechanical medical
    memorable mental mere midterm mild minimal missing mixed mobile moderate modern modest moral mounting
    multiple mutual mysterious naked narrow nasty national nationwide native natural nearby nearest
    necessary negative neighboring neighbouring nervous new nice normal north northeast northern northwest
    notable notorious nuclear nude numerous obese obvious occasional odd old older ongoing online onsite
    operating operational oral ordinary organic organised organized original ousted outdoor outer
    outspoken outstanding overnight overseas overwhelming packed painful parked parliamentary partial
    partisan passionate payroll peaceful pending pepper perceived perfect permanent persistent personal
    physical pink plain planned political poorer popular positive possible powerful practical precious
    precise preferred pregnant preliminary presidential prestigious previous prime prior private profound
    prohibited projected prolonged prominent promising proper proposed protected protective proud proven
    psychological pure quick quiet racial radical raging random rapid rare raw ready real realistic
    reasonable recent reckless recommended recorded red reduced regional registered regular regulatory
    relevant reliable religious reluctant remaining remarkable remote renewable renewed renowned rental
    rented repeated required residential respected respiratory resulting retired revolutionary richest
    ridiculous rising rolling romantic rough royal rubber rugby rural sad safe scheduled scientific sealed
    seasonal secondary select senior sensible sensitive separate serious severe sexual shallow shareholder
    sharp shattered sheer shifting shocking short shorter sick significant silent similar simple single
    ski skilled sleeping slight slim small smaller smart smooth soaring social soft solar sole solid
    sophisticated south southeast southern southwest special specific spectacular spinal spit sporting
    sprawling stab stable stamp stark statewide steady steep steering stolen straight stranded strange
    strategic strict stricter striking strong stronger strongest stunning stupid subsequent substantial
    suburban successful sufficient suitable sunny super surgical surrounding surviving suspected suspended
    suspicious sustainable sustained sweeping sweet synthetic systemic talented tax technical teenage
    televised temporary tense terrible terrified terrifying thick thin thorough tight tighter tiny topless
    tough tougher toxic traditional tragic transgender trapped traumatic tremendous tribal tricky triple
    tropical troubled troubling true twin typical ultimate unable unacceptable unarmed unborn uncertain
    unconscious underage underground underlying underwater unclear undocumented unexpected unfair unfortunate
    unidentified unique united universal unknown unlawful unnamed unnecessary unpaid unprecedented unsafe
    unusual upcoming updated upper urban urgent useful usual vacant valid valuable various vast viable
    vibrant vice vicious violent viral virtual visible visiting visual vital vitamin vocal volatile
    voluntary warm wealthiest weird west western white wide wider widespread wild wonderful wooden
    worldwide worrying written wrong yellow young younger
    """
)
"""Words that modify a noun and do not close a noun phrase."""

BACKWARD = word_table(
    """
    accident accusation accusations actor actress agency agreement aircraft airstrikes allegations animal
    animals announcement area arrest arrests article attack attacker attackers attorney award baby bill
    bird blast boat bodies body bomb bomber book boss boy boys brothers building bus campaign car case
    cash cat ceremony champion change changes charge charges charity child children city claim claims
    clashes clip club coach comment comments commission committee company complaint conflict controversy
    couple court crash crew crisis data daughter deal death deaths debate decision defeat department
    device disaster dispute document documents dog driver drop drug duo effort efforts email event
    explosion fall family father figures film findings fine fire firm first footage former four funds game
    girl girls goal group gun gunman hackers home hospital hotel house husband idea image images incident
    increase inquiry interview investigation issue jet judge jury killer killing killings latter law
    lawsuit lawyer letter list loser loss machine man manager match measure measures meeting men message
    messages militants money mother move movie murder news number numbers offer officer officers official
    officials operation order orders organization other others outbreak pair panel passengers penalty
    photo photos picture pictures piece pilot plan plane plans player policy poll post posts practice
    prize probe problem process product program project property proposal proposals protest protests race
    raid rape rebels region remarks report request residents restaurant results rise row rule rules ruling
    same scene scheme school search season second sentence shark ship shooting show side singer sisters
    site situation soldiers son song speech star statement store storm strike striker strikes students
    study suit survey suspect suspects system talks teacher team teenager test tests three total
    tournament town tragedy train treatment trial trio trip troops truck tweet tweets twins two vaccine
    vehicle verdict vessel victim victims victory video village violence virus visit vote weapon weapons
    website wife win winner winners witnesses woman women
    """
)
"""Nouns that, opening a sentence with "the", point back to what was told before."""

RESOLVING = word_table(
    """
    about accused against at behind between by called for from in into involving known named of on over
    that to where which who whose with
    """
)
"""Words that, behind such a noun, say which one is meant."""
