from __future__ import annotations

import subprocess
import sys

import pytest

from summarizer.sources.language import detect

TEXTS = {
    "en": "The council of Lower Kessel voted on Tuesday to close the harbour, and they fear for their jobs.",
    "nl": "De gemeenteraad van de stad heeft besloten dat de haven dicht gaat, en het is een ramp.",
    "de": "Der Gemeinderat hat am Freitag beschlossen, dass der Hafen schließt, und das war das Thema.",
    "fr": "Le conseil municipal a décidé vendredi de fermer le port, une catastrophe pour les habitants.",
    "es": "El concejo decidió el viernes cerrar el puerto, y es una catástrofe para los habitantes.",
    "ru": "Городской совет в пятницу решил закрыть порт, и это катастрофа для жителей острова, сказала мэр.",
    "zh": "市议会星期五决定关闭港口，这对岛上的居民来说是一场灾难。市长表示，渡轮将从下周起停运。",
}


@pytest.mark.parametrize("code", TEXTS)
def test_detect(code: str) -> None:
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "42 – 17", "Kessel wins"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) is None


def test_english_loads_no_library() -> None:
    code = (
        "import sys\nfrom summarizer.sources import from_text\n"
        f"from_text({TEXTS['en']!r})\nprint(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"py3langid", "trafilatura", "lxml", "urllib3", "charset_normalizer"} & set(loaded)
