# Writes src/data/read/fixtures/*.parquet with pyarrow, and what their cells are as texts, written by Python.
# pip install pyarrow; run in the repository's root.
import datetime as dt
import decimal
import json
import pathlib
import random

import pyarrow as pa
import pyarrow.parquet as pq

folder = pathlib.Path("src/data/read/fixtures")
rows = 240
draw = random.Random(1)


def some(make):
    return [None if draw.random() < 0.1 else make(i) for i in range(rows)]


def shortest32(x):
    for digits in range(6, 10):
        text = f"{x:.{digits}g}"
        if pa.scalar(float(text), pa.float32()).as_py() == x:
            return number(float(text))
    raise ValueError(x)


def number(x):
    """As JavaScript writes it, for numbers of moderate size."""
    return str(int(x)) if x == int(x) else repr(x)


def clock(seconds):
    return lambda value: f"{value.hour * 3600 + value.minute * 60 + value.second}.{value.microsecond:06d}"[: seconds or None]


def moment(value):
    text = value.strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f"{value.microsecond:06d}".rstrip("0")
    return text + (f".{fraction}" if fraction else "") + "Z"


def nanos(count):
    seconds, rest = divmod(count, 10**9)
    text = dt.datetime.fromtimestamp(seconds, dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f"{rest:09d}".rstrip("0")
    return text + (f".{fraction}" if fraction else "") + "Z"


start = dt.datetime(2021, 1, 1)
floats = some(lambda i: draw.gauss(0, 100))
singles = [None if x is None else pa.scalar(x, pa.float32()).as_py() for x in floats]
stamps = some(lambda i: start + dt.timedelta(microseconds=draw.randrange(10**15)))
counts = some(lambda i: draw.randrange(-(10**18), 2 * 10**18))
decimals = some(lambda i: decimal.Decimal(draw.randrange(-(10**18), 10**18)).scaleb(-4))
cents = some(lambda i: decimal.Decimal(draw.randrange(-99999, 99999)).scaleb(-2))
columns = {
    "int8": (pa.int8(), some(lambda i: draw.randrange(-128, 128)), str),
    "uint32": (pa.uint32(), some(lambda i: draw.randrange(2**32)), str),
    "int64": (pa.int64(), some(lambda i: draw.randrange(-(2**63), 2**63)), str),
    "uint64": (pa.uint64(), some(lambda i: draw.randrange(2**64)), str),
    "float32": (pa.float32(), singles, shortest32),
    "float64": (pa.float64(), floats, number),
    "bool": (pa.bool_(), some(lambda i: draw.random() < 0.3), lambda b: str(b).lower()),
    "text": (pa.string(), some(lambda i: draw.choice(["oak", "ash, old", 'a "quoted" élan', ""])), str),
    "name": (pa.string(), some(lambda i: f"row {i} 🌲"), str),
    "word": (pa.dictionary(pa.int32(), pa.string()), some(lambda i: draw.choice("abc")), str),
    "decimal": (pa.decimal128(38, 4), decimals, lambda d: f"{d:.4f}"),
    "cents": (pa.decimal128(7, 2), cents, lambda d: f"{d:.2f}"),
    "date": (pa.date32(), some(lambda i: dt.date(1950, 1, 1) + dt.timedelta(days=draw.randrange(40000))), str),
    "millis": (pa.timestamp("ms"), [None if s is None else s.replace(microsecond=s.microsecond // 1000 * 1000) for s in stamps], moment),
    "micros": (pa.timestamp("us", tz="UTC"), [None if s is None else s.replace(tzinfo=dt.timezone.utc) for s in stamps], moment),
    "nanos": (pa.timestamp("ns"), counts, nanos),
    "time": (pa.time64("us"), [None if s is None else s.time() for s in stamps], clock(None)),
    "nothing": (pa.null(), [None] * rows, str),
    "whole": (pa.int32(), list(range(rows)), str),
}
place = pa.struct([("city", pa.string()), ("height", pa.int16())])
places = some(lambda i: {"city": draw.choice(["Rome", "Ulm"]), "height": None if i % 7 == 0 else i})
expected = {
    name: ["" if value is None else text(value) for value in values] for name, (_, values, text) in columns.items()
}
expected["place.city"] = ["" if p is None else p["city"] for p in places]
expected["place.height"] = ["" if p is None or p["height"] is None else str(p["height"]) for p in places]
arrays = {name: pa.array(values, kind) for name, (kind, values, _) in columns.items()}
arrays["place"] = pa.array(places, place)
table = pa.table(arrays)

first = {"data_page_version": "1.0", "row_group_size": 100}
second = {"data_page_version": "2.0", "use_dictionary": False}
ways = {
    "none": {"compression": "none", **first},
    "snappy": {"compression": "snappy", **first, "store_decimal_as_integer": True},
    "gzip": {"compression": "gzip", **second},
    "brotli": {"compression": "brotli", **first, "data_page_size": 200},
    "zstd": {"compression": "zstd", "data_page_version": "2.0"},
    "lz4": {"compression": "lz4", **second},
    "int96": {"compression": "snappy", "use_deprecated_int96_timestamps": True},
    "delta": {
        "compression": "zstd",
        "use_dictionary": False,
        "column_encoding": {
            "int64": "DELTA_BINARY_PACKED",
            "text": "DELTA_BYTE_ARRAY",
            "name": "DELTA_LENGTH_BYTE_ARRAY",
            "float64": "BYTE_STREAM_SPLIT",
        },
    },
}
folder.mkdir(parents=True, exist_ok=True)
for way, options in ways.items():
    pq.write_table(table, folder / f"{way}.parquet", **options)
pq.write_table(pa.table({"a": [[1, 2], [3]], "b": [1, 2]}), folder / "lists.parquet")
(folder / "cells.json").write_text(json.dumps(expected, ensure_ascii=False) + "\n")
