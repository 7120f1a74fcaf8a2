"""Print what a wheel requires, less the packages that the default model must do without."""

from __future__ import annotations

import re
import sys
import zipfile
from email.parser import Parser

WITHOUT = {"sentencepiece", "torch", "transformers"}

with zipfile.ZipFile(sys.argv[1]) as wheel:
    name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode("utf-8"))
for requirement in metadata.get_all("Requires-Dist", []):
    if "extra ==" not in requirement and re.split(r"[^\w-]", requirement)[0] not in WITHOUT:
        print(requirement)
