"""`supplychain match NAME`: one supplier, explained feature by feature."""

from __future__ import annotations

import gc
import hashlib

import click

from supplychain.commands.doors import (
    FORMAT,
    exit_code,
    match_settings,
    open_house,
    print_json,
    say_coverage,
    split_keys,
    utc_now,
)
from supplychain.errors import UsageError
from supplychain.flags.explain import match_report
from supplychain.flags.export_json import line_object
from supplychain.model import SupplierLine, SupplierSheet
from supplychain.screening import run_screening
from supplychain.text.places import place_code, states_no_place


# More than six parameters: each is an option of the command line, which is their documentation.
@click.command()
@click.argument("name")
@click.option("--country", default="", help="The supplier's country: a code or a name.")
@click.option("--origin", default="", help="Where the goods are made: a code or a name.")
@click.option("--address", default="", help="The supplier's address.")
@click.option("--maker", default="", help="Who makes the goods, where that is another company.")
@click.option("--goods", default="", help="What is bought, in words.")
@click.option("--hs", default="", help="Its HS or other commodity code.")
@click.option("--lists", "keys", help="Only these lists, joined by commas.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Score from which a name match becomes a flag.")
@click.option("--cutoff", type=click.FloatRange(0, 1), help="Score below which no match is kept.")
@click.option("--top", type=click.IntRange(1, 1000), help="Most matches kept.")
@FORMAT
# One parameter a command-line option: click passes each by its name.
def match(
    name: str,
    country: str,
    origin: str,
    address: str,
    maker: str,
    goods: str,
    hs: str,
    keys: str | None,
    threshold: float | None,
    cutoff: float | None,
    top: int | None,
    form: str,
) -> None:
    """Match one supplier NAME against the reference lists and show why."""
    gc.disable()  # the process ends with its answer
    if not name.strip():
        raise UsageError("The supplier's name is empty; give the name to look for.")
    for option, text in (("--country", country), ("--origin", origin)):
        if text and place_code(text) is None and not states_no_place(text):
            raise UsageError(
                f"{option} '{text}' is no country or region we know; give its name or its two-letter code."
            )
    line = SupplierLine(
        sheet="", row=1, supplier_name=name, maker=maker, country=country, origin=origin, address=address,
        product_description=goods, commodity_code=hs,
    )  # fmt: skip
    house = open_house()
    library = house.library(split_keys(keys), one_line=True)
    numbers = match_settings(house.settings, threshold, cutoff, top)
    screening = run_screening(one_line_sheet(line), library, numbers, utc_now)
    if form == "table":
        click.echo(match_report(screening, library.titles))
    else:
        print_json(line_object(screening.lines[0]), one_line=form == "jsonl")
        say_coverage(screening)
    raise SystemExit(exit_code(screening.coverage, None, None))


def one_line_sheet(line: SupplierLine) -> SupplierSheet:
    """A sheet that holds just this line, as a screening wants one; it is not kept."""
    digest = hashlib.sha256(line.supplier_name.encode("utf-8", "surrogatepass")).hexdigest()
    return SupplierSheet("", digest, "", None, (), (), (line,), (), 0, 1)
