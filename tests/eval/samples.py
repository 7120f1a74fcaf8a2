"""Two short articles on invented events with quick looks, as the tests of eval/ need them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.results import Result

FERRY: dict[str, Any] = {
    "id": "ferry",
    "title": "Ferry to Skarholm returns",
    "text": (
        "The night ferry between Orsa Bay and Skarholm will sail again on 4 May, the operator Nordline "
        "said on Monday.\n"
        "The route was closed in November after divers found cracks in the pier at Skarholm.\n"
        "Islanders had to fly or take a detour of six hours by road.\n"
        "Repairs cost 2.4 million crowns, twice as much as planned.\n"
        "A second boat will be added in July when most visitors come."
    ),
    "highlights": [
        "The night ferry to Skarholm sails again on 4 May",
        "Cracks in the pier had closed the route in November",
        "Repairs cost 2.4 million crowns",
    ],
}

ORCHARD: dict[str, Any] = {
    "id": "orchard",
    "title": "Frost ruins apples",
    "text": (
        "Weather can be cruel to those who live from the land.\n"
        "Late frost has destroyed two thirds of the apple harvest in the Velden valley, growers said on "
        "Friday.\n"
        "Temperatures fell to minus five degrees in three nights of last week.\n"
        "The growers' union asks the state for aid of 12 million francs.\n"
        "Minister Ruta Alding promised an answer before the end of June."
    ),
    "highlights": [
        "Frost has destroyed two thirds of the apple harvest in the Velden valley",
        "Growers ask the state for 12 million francs",
    ],
}

LAYOUT = """Skarholm/ ferry/ The night ferry to Skarholm sails again on 4 May, Nordline said on Monday.

Ferry to Skarholm: Quick Looks

- Back Again: The night ferry to Skarholm sails again on 4 May.
- Costly Repairs: The pier cost 2.4 million crowns.

Ferry to Skarholm Returns

Deep Look

The route was closed in November after divers found cracks in the pier at Skarholm.

Islanders had to fly or take a detour of six hours by road until the work was done.
"""


def many(result: Result) -> Result:
    """Return the result as though it were of twelve articles: of few there are no intervals and tests."""
    systems = []
    for system in result.systems:
        estimates = {k: e and replace(e, articles=12) for k, e in system.estimates.items()}
        comparisons = {
            k: replace(c, difference=replace(c.difference, articles=12))
            for k, c in system.comparisons.items()
        }
        systems.append(replace(system, estimates=estimates, comparisons=comparisons))
    return replace(result, source=replace(result.source, articles=12), systems=tuple(systems))


def write_jsonl(path: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    """Write rows, by default the two articles, as JSON Lines."""
    lines = [json.dumps(row, ensure_ascii=False) for row in (rows or [FERRY, ORCHARD])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
