"""Lines that are no part of the story: credits, captions, advertisements, requests to click."""

from __future__ import annotations

import re

__all__ = ["boilerplate"]

_STOCK = re.compile(
    "|".join(
        (
            r"\bclick (?:here|on|through|to)\b",
            r"\bscroll down\b",
            r"\ball rights reserved\b|\bcopyright \d|©",
            r"\bsign up (?:for|to) (?:our|the|receive|get)\b|\bsubscribe (?:to|now|here)\b",
            r"\bcontributed to this (?:report|story|article)\b",
            r"^(?:journalists?|reporters?|writers?|CNN|AP)\b.* (?:reported from|contributed to)\b",
            r"\bgetty images\b|\bfile photo\b|\b(?:photo|picture|image)s? (?:by|credit|courtesy)\b",
            r"\bfollow (?:us\b|@\w+|[\w ]{1,30} on (?:twitter|facebook|instagram)\b)|@\w+ on twitter",
            r"\bfor confidential (?:support|help)\b|\bhelp(?:line)? (?:is available )?(?:on|at) \d",
            r"\bshare this (?:article|story)\b|\brelated articles\b|\bjoin the conversation\b|\btune in\b",
            r"\blast updated\b|^(?:published|updated):",
            r"\bthe (?:opinions|views) expressed\b|^editor['’]s note\b|^transcript\b",
            r"^advertisement\b|^story highlights\b|^pictured\b",
            r"^(?:watch|read|see|related|also read|read more|more|photos?|video|gallery|caption|sources?) ?:",
            r"\b(?:this|the) (?:story|article|page|post) (?:was|has been) (?:updated|corrected|originally)\b",
            r"\be-?mail (?:us|tips)\b|[\w.]+@\w+\.\w+|https?://|\bwww\.",
            r"\bcookies\b.*\b(?:accept|policy)\b",
            r"\bwatch (?:the )?(?:full )?(?:video|interview|episode|show)\b",
            r"^watch (?:the|it|this|as|how|what|more)\b|^see (?:photos|more|also|video)\b",
            r"^\(?(?:CNN|AP|Reuters)\)?$|\bis a (?:cnn )?contributor\b",
            r"\bfor more (?:information|stories|on)\b.*\b(?:visit|call|go to|see|click|log)\b",
        )
    ),
    re.IGNORECASE,
)
_CAPTION = re.compile(
    "|".join(
        (
            r"\((?:pictured|left|right|above|below|centre|center|file photo|stock|inset)\b|\bpictured\b",
            r"^(?:Pictured|Above|Left|Right|Top|Bottom|Inset)\b[:,]",
            r"\b(?:is|are) (?:seen|shown|pictured) (?:here|above|in|on|at|with)\b",
        )
    )
)


def boilerplate(text: str) -> bool:
    """Tell whether a line is a stock phrase of publishing or a caption."""
    return bool(_STOCK.search(text) or _CAPTION.search(text))
