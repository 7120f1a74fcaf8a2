"""Verbs of English news that could be taken for nouns, and forms that are told by no ending.

How the tables were made stands at the top of lexicon.py.
"""

from __future__ import annotations

from summarizer.compose.lexicon import word_table

__all__ = ["AMBIGUOUS", "VERBS"]

VERBS = word_table(
    """
    abandon abide accelerate accept accommodate accuse achieve acknowledge adapt add adds adhere adjust
    admit admits adopt advise advises affect afford agree agrees allege alleges allow alter announce
    apologise apologize appear appears appoint appreciate approve argue argues arrive arrives ask asks
    assess assist assume assure ate attend attends attract avoid await beat began begin begun behave
    believe believes belong blew boasts bolster borrow bother bought bounce breathe broke brought burn buy
    came cancel cares carry catch caught cease celebrate check choose chose clarify clean climb collect
    combine come comes commit communicate compare compete complain conclude condemn confirm confront
    connect consider considers consult consume contain contend continue contribute convince cooperate cope
    create cry curb cut dealt decide decides declare defend define deliver demonstrate denies deny depend
    deploy describe describes deserve deserves destroy detain detect determine develop die dies differ
    disagree disappear disclose discover discuss dismiss disperse disrupt donate drank drives drove dug
    earn eat educate elaborate eliminate emerge employ enable encourage endure enforce engage enhance
    enjoy enjoys ensure enter enters establish evacuate evaluate examine exist expand expect expects
    expire explain explains exploit explore expose express extend extract fail fancy feel feels fell felt
    fill find finish fit fix flee flew float follow follows forget forgotten foster fought found gain
    gather gave generate give go gone gonna grab grew grow handle hang happen heal hear heard held help
    hid hide hire hold hung hurt hurts identify ignore imagine implement impose improve include indicate
    inform insist insists inspire install intend intends interact interfere intervene introduce invest
    investigate invite involve isolate join joins justify keep kept knew know known knows laid lay learn
    learnt leave listen lit live locate look lose loses lost loves made maintain maintains make manage
    manages marry mean meet meets met miss mitigate monitor mount navigate negotiate nominate observe
    obtain occur open opens operate oppose opt organize overcome override overturn owe owns paid
    participate pass pay pays perform persuade pick play plays please pose pray predict predicts prefer
    prepare prepares preserve pretend prevent produce promote prompt propose prosecute protect prove
    provide provoke publish pull punish pursue put qualify quit raise ran rang reach reaches react read
    realise realize reassure rebuild recalls receive receives recognise recognize recommend recommends
    recover recruit reduce refer reflect refuse refuses regain register reject relax remain remember
    remembers remind remove renew reopen repair replace represent require resign resist respond responds
    restart restore restrict resume retain rethink retire reveal revive rid rip risen roll run runs said
    sang sat save saw say says scratch secure see seek seem seems sees seize sell sells send sent serve
    serves settle shake shook shown shrink shut sit sits slam slash slept slow soar socialise sold solve
    sought spare speak speaks speculate spend spends spent spoke spoken spreads stand stay steal stole
    stood strengthen submit sue suffer suffers suggest suppose suppress survive suspend sustain tackle
    take takes talk taught teach tell tells tend testify thank think thinks thought threaten threw throw
    told tolerate took tore transform travel treat tries try turns undergo undermine undermines understand
    understands understood undertake underwent uphold urge vary verify violate wait want wants warn warns
    watch wear wears weigh weighs welcome wish withdraw withdrew woke won wore worry worthy wrap write
    writes wrote
    """
)
"""Forms that are verbs wherever they stand."""

AMBIGUOUS = word_table(
    """
    abortion access accidental account act address addresses advance advocate advocates affects affordable
    aid aims alert alive allows answer appeal applause approach arrest associate asylum award axe bail
    balance ban bang bars battles bear bears beef begins belongs benefit bet bite blame block blockade
    blow blows bomb boost boot born bow boycott breach breaches break breaks brings broadcast brush built
    burns burst call calls calm campus cap capture care careful carries cast cause causes challenge
    champion change charities chart chase chat cheap cheaper chemotherapy chip claim claims clampdown
    clash classrooms click climate clinics close closer coaches collapse combat comfort commands comment
    compromise concerts conduct confident conservation console consumer contact contains contest continues
    contractors control controls cool copyright corporations cost count counter cover covers crack craft
    creates credit credits cries crop cross cruise cure cyclists damage dance deal decline decrease
    default defeat delay deliberate demand depends design detail detectives dig dip discharge display
    disregard ditch dive divide doubts draft drag draw draws dress drew drill drink drive drop drought
    duck earth embrace emerges encounter encourages ends entitlement escape estimate estimates exercise
    exists exit exotic experience exploitation export extinction face faces fails fall falls fame fear
    fears feature features felony fight fights figure file finance finds fire fits flies flock flood flow
    focus focuses force foreigners form forward frame freeze fuel function fund funny furlough given gives
    goes grade graduate grant grows guarantee guard guess guide guys gyms halt hammer happens harassment
    harm hate haul heads hell helps herd highlight highlights hike hint historian hit hits holds
    homosexuality honor honour hope hopes host hug hunt ideal ill impartiality includes increase increases
    indicates inevitable influence instant insult involves jail jokes journalism jump jumps justice keeps
    kiss knock label land lands laugh laughs launch launches lead leads leak leap leaves left leverage lie
    lies lift light likes limit link load lock log looks love lows lung lure makes mandate manufacture
    mark marks master match matters means measure medium mention minors mix monitors motor move moves
    needs neglect normality note notes notice notices offer offers official operates opposes orange
    outline output overhaul overthrow pack paint panic passes pause pedestrians permit phase pile pin pit
    plague plan pledge plug plunge poison pop poses practice praise present presents press prevents print
    produces profit promise promotes protects protest proves provides pump punch purchase push puts
    quarantine queue quote quotes rail raises ramp rank rape rat reads recall reduces refers reflects
    reform refund regard regret regrets regulators release releases relies remains rent repeal repeat
    replies report reports represents requests requires rescue reserve resolve respect retreat return returns
    reveals reverse review reward ride rides rise rises rival root rose rule rush sacrifice safer sank
    scan scare schedule score scrap screams screens scrutiny seal search seeks seen self sends set sets
    shape share shareholders shares shell shield shift shoot shop shore shortages shot shouts show shows
    shy sign signal silence sink slap slavery sleep slide slip smell smile smiles smoke snap sound sounds
    spark speakers specialists spell spill spin split sports spot spots spray spread spy square stadiums
    stall stands start starts stays step stick sticks stir stops store strangers stream stress stretch
    strike strip struck struggle struggles stuck suggestions suggests suits supplement support supports
    sure surprise surrender surveys swab sweat swept swim switch tag taken tap target tear tends test
    threatens tie toe touch touches trace track trade trademark traders trails train transfer transit
    transport trap travels treats trick trigger triumph trust trusts turn twist update upset use uses
    venture veto visit volunteer wage walk walks ward wash waste watches weddings wind wins wishes witness
    wonder work works worries worse wound wreck yoga
    """
)
"""Forms that are verbs or nouns according to what stands around them."""
