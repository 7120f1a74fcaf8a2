"""CSV and Parquet -> Articles: a row each, with columns named like the fields of JSON records.

CSV is read as RFC 4180 has it, with commas, semicolons or tabs; Parquet needs pyarrow (extra `data`).
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any

from summarizer.article import Article
from summarizer.errors import EmptyInputError, SourceError
from summarizer.sources.files import too_large
from summarizer.sources.options import MAX_BYTES, ReadOptions
from summarizer.sources.records import FIELDS, from_record

__all__ = ["from_csv", "from_parquet", "is_parquet"]

MAGIC = b"PAR1"
DELIMITERS = ",;\t"
BATCH = 1
"""Rows of a Parquet file that are unpacked at a time, since a small file can name one large value many times.

Many rows at a time would save 0.07 ms for each.
"""
ESCAPE = r"\\(?:[\\'\"nrt]|x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5})"
ITEM = re.compile(rf"""\s*('(?:[^'\\\n]|{ESCAPE})*'|"(?:[^"\\\n]|{ESCAPE})*")\s*([,\]])""")
"""A string of a list as Python writes it, as far as the comma or bracket behind it."""
LISTED_COLUMNS = 12
LARGEST_FIELD = 2**31 - 1
"""What `csv.field_size_limit` takes on every platform."""


def is_parquet(data: bytes, name: str) -> bool:
    """Tell whether the bytes are a Parquet file's.

    Raises SourceError when only the name says so: it is damaged, or stands for a file that was not fetched.
    """
    if data.startswith(MAGIC):
        return True
    if name.lower().endswith(".parquet") and data.strip():
        raise SourceError(
            f"{name} is not a Parquet file: it does not begin with {MAGIC.decode()}. Fetch it again; "
            "if it stands for a file that git LFS keeps, run `git lfs pull`."
        )
    return False


def from_csv(text: str, name: str, options: ReadOptions) -> Iterator[Article]:
    """Yield the article of each row; errors name the line on which it begins.

    The first line names the columns. A cell of highlights or references may hold a list, as JSON, or of
    strings as Python writes them.

    Raises SourceError for a table without a column for the text, naming those that are there, for a row that
    has more or fewer cells than the header, for a list that cannot be read, and for quotes that do not close;
    EmptyInputError for one without rows.
    """
    csv.field_size_limit(max(csv.field_size_limit(), min(options.max_bytes, LARGEST_FIELD)))
    text = text.lstrip("\r\n")
    first = text.partition("\n")[0]
    rows = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    listed = {*options.highlight_fields, *options.reference_fields}
    columns: list[str] = []
    begins, found = 1, False
    try:
        for row in rows:
            where, begins = f"{name}, line {begins}", rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = [cell.strip() for cell in row]
                _check_columns(columns, name, options)
                continue
            if len(row) != len(columns):
                raise SourceError(
                    f"{where} has {len(row)} cell(s), the header {len(columns)}. "
                    "Quote cells that hold a delimiter."
                )
            cells = zip(columns, row, strict=True)
            record = {column: _listed(cell, where) if column in listed else cell for column, cell in cells}
            found = True
            yield from_record(record, where, options)
    except csv.Error as error:
        raise SourceError(f"{name}, line {begins} is not valid CSV: {error}. Correct its quotes.") from error
    if not found:
        raise EmptyInputError(f"{name} is a table without rows. Give the article's text.")


def from_parquet(data: bytes, name: str, options: ReadOptions) -> Iterator[Article]:
    """Yield the article of each row, reading only the columns that have a meaning here; errors name the row.

    Raises SourceError for a file that is damaged or larger than `options.max_bytes` once unpacked, for a row
    larger than MAX_BYTES or not UTF-8, for a file without a column for the text, and where pyarrow is not
    installed; EmptyInputError for one without rows.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise SourceError(
            f"{name} is a Parquet file, and pyarrow is not installed. Run "
            "`pip install 'quicklook-summarizer[data]'`, or export the rows as JSON lines."
        ) from error
    number, left = 0, options.max_bytes
    try:
        file = parquet.ParquetFile(pyarrow.BufferReader(data), page_checksum_verification=True)
        _check_columns(file.schema_arrow.names, name, options)
        wanted = _wanted(file.schema_arrow.names, options)
        if _declared_size(file.metadata, wanted) > left:
            raise _too_much(name, left)
        for number, batch in enumerate(file.iter_batches(BATCH, columns=wanted), start=1):
            where = f"{name}, row {number}"
            row = _plain(batch)
            left -= row.nbytes
            if left < 0:
                raise _too_much(name, options.max_bytes)
            if row.nbytes > MAX_BYTES:
                raise too_large(where, MAX_BYTES)
            yield from_record(_python(row, where), where, options)
    except (pyarrow.ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0].rstrip(".")
        raise SourceError(f"{name} is damaged: {reason}. Fetch or write it again.") from error
    if not number:
        raise EmptyInputError(f"{name} is a table without rows. Give the article's text.")


def _check_columns(columns: Sequence[str], name: str, options: ReadOptions) -> None:
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise SourceError(f"{name} has two columns named {twice[0]!r}. Rename one of them.")
    if set(columns).isdisjoint(options.text_fields):
        shown = ", ".join(repr(column[:40]) for column in columns[:LISTED_COLUMNS])
        more = f" and {len(columns) - LISTED_COLUMNS} more" if len(columns) > LISTED_COLUMNS else ""
        raise SourceError(
            f"{name} has no column for the article's text; it would be named "
            f"{' or '.join(map(repr, options.text_fields))}. Its columns: {shown}{more}."
        )


def _wanted(columns: Sequence[str], options: ReadOptions) -> list[str]:
    named = {*FIELDS, *options.text_fields, *options.title_fields}
    named |= {*options.highlight_fields, *options.reference_fields}
    return [column for column in columns if column in named]


def _listed(cell: str, where: str) -> object:
    """Return the list that a cell holds, or the cell.

    A list is JSON, or strings as Python writes them. What is all in one pair of brackets, or has a quote at
    its first and last bracket, is meant as one. Raises SourceError when that cannot be read.
    """
    text = cell.strip()
    if not text.startswith("["):
        return cell
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = _items(text)
    if value is not None:
        return value
    edges = text.lstrip("[ ")[:1], text.rstrip("] ")[-1:]
    quoted = text.endswith("]") and all(edge in ("'", '"') for edge in edges)
    if quoted or text.find("]") == len(text) - 1:
        raise SourceError(
            f"{where}: {text[:40]!a} begins a list that cannot be read. Write it as JSON, "
            '["One.", "Two."], or its items without brackets, one a line.'
        )
    return cell


def _items(text: str) -> list[str] | None:
    """Return the strings of a list that Python, or pandas, wrote; None for anything else."""
    found: list[str] = []
    at = 1
    while item := ITEM.match(text, at):
        found.append(ast.literal_eval(item[1]))
        at = item.end()
        if item[2] == "]":
            return found if at == len(text) else None
    return None


def _too_much(name: str, max_bytes: int) -> SourceError:
    return SourceError(f"{name} holds more than {max_bytes:,} bytes, unpacked. Split it.")


def _declared_size(metadata: Any, wanted: Sequence[str]) -> int:
    """Return the bytes that the wanted columns have unpacked, as the file says; before they are repeated."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    chunks = (group.column(number) for group in groups for number in range(group.num_columns))
    sizes = (each.total_uncompressed_size for each in chunks if each.path_in_schema.split(".")[0] in wanted)
    return sum(sizes)


def _plain(batch: Any) -> Any:
    """Return a batch without columns that are dictionaries, dates and times as text."""
    import pyarrow

    columns = []
    for column in batch.columns:
        if pyarrow.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        columns.append(column.cast(pyarrow.string()) if pyarrow.types.is_temporal(column.type) else column)
    return pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _python(batch: Any, where: str) -> dict[str, Any]:
    """Return the only row of a batch."""
    try:
        (row,) = batch.to_pylist()
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{where} is not UTF-8 ({error.reason}). Write the file with UTF-8 text."
        ) from error
    return dict(row)
