"""Stories that we made up, as an editor would sum them up: what the tiny writer has learned by heart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from summarizer.article import Article, Document, QuickLook
from tests.compose.samples import lines

__all__ = ["FERRY", "SCHOOL", "STORIES", "WALL", "Story"]


@dataclass(frozen=True, slots=True)
class Story:
    """A headline, sentences, and quick looks (label, text, the sentence it is from) with a brief."""

    title: str
    sentences: tuple[str, ...]
    looks: tuple[tuple[str, str, int], ...]
    brief: str

    def document(self) -> Document:
        """Return the story, a sentence a paragraph."""
        made = lines(*self.sentences)
        assert [made.text_of(one) for one in made.sentences] == list(self.sentences)
        return replace(made, article=replace(made.article, title=self.title))

    def article(self) -> Article:
        """Return the story with its quick looks and its brief."""
        looks = tuple(QuickLook(text, label, (self.sentences[place],)) for label, text, place in self.looks)
        evidence = tuple(self.sentences[place] for _, _, place in self.looks)
        return replace(
            self.document().article, quick_looks=looks, brief=QuickLook(self.brief, None, evidence)
        )

    def record(self) -> dict[str, object]:
        """Return the story as a line of an archive."""
        made = self.article()
        return {
            "id": self.title,
            "title": self.title,
            "text": made.text,
            "quick_looks": [
                {"label": one.label, "text": one.text, "evidence": list(one.evidence)}
                for one in made.quick_looks
            ],
            "brief": self.brief,
        }

    def look(self, place: int) -> str:
        """Return the quick look of a sentence."""
        return next(text for _, text, index in self.looks if index == place)


FERRY = Story(
    "Ferry runs aground off Great Calder",
    (
        "The ferry Calder Star ran aground off Great Calder on Tuesday with 212 people on board.",
        "Captain Ingrid Solberg ordered everyone into the lifeboats after sea water reached the engine room.",
        "All passengers were brought ashore within three hours, and four of them were treated for cold.",
        "Solberg told reporters that the rudder had stopped answering minutes before the accident happened.",
        "Investigators may take a month to examine the rudder, according to the ministry of transport.",
        "The company that owns the ferry, Northern Lines, cancelled all crossings until Friday.",
        "Hotels in Great Calder offered free rooms to the stranded travellers.",
        "The Calder Star was built in 2004 and passed its last inspection in March.",
    ),
    (
        ("Ferry Accident", "The ferry Calder Star ran aground off Great Calder with 212 people on board.", 0),
        ("Rescue Effort", "All passengers were brought ashore within three hours.", 2),
        ("Solberg's Account", "Solberg told reporters that the rudder had stopped answering.", 3),
        ("Rudder Inquiry", "Investigators may take a month to examine the rudder.", 4),
        ("Company Response", "Northern Lines cancelled all crossings until Friday.", 5),
    ),
    "The ferry Calder Star ran aground off Great Calder on Tuesday with 212 people on board. All passengers "
    "were brought ashore within three hours. Northern Lines cancelled all crossings until Friday. "
    "Investigators may take a month to examine the rudder.",
)

WALL = Story(
    "Port Selby votes to repair sea wall",
    (
        "The council of Port Selby voted 11 to 4 on Monday to repair the sea wall that a storm broke.",
        "Mayor Ilse Brandt said that the work would cost 12 million crowns and last until next autumn.",
        "Fishermen had asked for the repair since the storm flooded forty houses along the harbour.",
        "Brandt rejected a scheme to build a second pier, which would have cost twice as much.",
        "The opposition warned that the town could not pay for the work without a higher tax.",
        "A survey found 37 cracks in the wall, none of them wider than a hand.",
        "If the work is not finished by autumn, the insurers will raise their prices, the council heard.",
        "The harbour museum will stay open while the wall is repaired.",
    ),
    (
        ("Council Vote", "The council of Port Selby voted 11 to 4 to repair the sea wall.", 0),
        ("Autumn Deadline", "Mayor Ilse Brandt said that the work would cost 12 million crowns.", 1),
        ("Rejected Scheme", "Brandt rejected a scheme to build a second pier.", 3),
        ("Opposition Warning", "The opposition warned that the town could not pay for the work.", 4),
        ("Wall Damage", "A survey found 37 cracks in the wall.", 5),
    ),
    "The council of Port Selby voted 11 to 4 on Monday to repair the sea wall. Mayor Ilse Brandt said that "
    "the work would cost 12 million crowns. The opposition warned that the town could not pay for the work "
    "without a higher tax.",
)

SCHOOL = Story(
    "Norlund school closes after roof gives way",
    (
        "A school in Norlund closed on Thursday after part of its roof gave way under heavy snow.",
        "Nobody was hurt because the pupils had left for the holidays a day earlier.",
        "Engineers expect that repairs will take six weeks and cost 900,000 crowns.",
        "Lessons for 340 pupils will move to the town hall and a church, said the head teacher, Marek Venn.",
        "Venn told parents that the roof had been inspected in May and found safe.",
        "The builders' union said that cheap beams may have caused the damage.",
        "Two other schools with the same kind of roof will be inspected next week.",
        "Snow is forecast for the whole of next week.",
    ),
    (
        ("School Closure", "A school in Norlund closed after part of its roof gave way.", 0),
        ("Pupils' Move", "Lessons for 340 pupils will move to the town hall and a church.", 3),
        ("Safety Record", "Venn told parents that the roof had been inspected in May.", 4),
        ("Damage Claim", "The builders' union said cheap beams may have caused the damage.", 5),
        ("Next Steps", "Two other schools with the same kind of roof will be inspected.", 6),
    ),
    "A school in Norlund closed on Thursday after part of its roof gave way under heavy snow. Nobody was "
    "hurt. Lessons for 340 pupils will move to the town hall and a church. The builders' union said that "
    "cheap beams may have caused the damage.",
)

STORIES = (FERRY, WALL, SCHOOL)
