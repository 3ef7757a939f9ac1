"""Turns the invoice lines of “Online Retail” (Daqing Chen, UCI Machine Learning Repository, 2015, CC BY 4.0) into files that the portal takes.

`python -m tools.online_retail all SOURCE.parquet FOLDER` writes everything, `sample` in the place of `all` the small cut in tests/data.
What is not in the data is made up and says so: names and streets of companies, people, stock. Each line that is left out is counted by its reason.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
from babel import Locale

from portal_app.integrations.files import MOST_LINES, write_csv

CURRENCY, ZONE, LIST, OWN_LIST, WAREHOUSE, ASSORTMENT, CATEGORY = "GBP", "Europe/London", "UK-2011", "AGREED-2011", "UK", "All articles", "GIFTS"
WITHDRAWN_AFTER, IN_STOCK_FOR = timedelta(days=180), timedelta(days=60)
A_FILE = MOST_LINES - 1000  # lines; an order is never parted
_COUNTRIES = {"EIRE": "IE", "RSA": "ZA", "USA": "US", "Channel Islands": "JE", "European Community": "BE", "Unspecified": "GB", "Hong Kong": "HK"}
_SAMPLE_PRODUCTS, _SAMPLE_COMPANIES, _SAMPLE_LINES, _SAMPLE_ORDER = 600, 30, 1500, range(4, 26)
_PEOPLE = (("Paula", "Price", "Purchasing manager; Administrator"), ("Ben", "Baker", "Buyer"))


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 3 or arguments[0] not in ("all", "sample"):
        print(__doc__, file=sys.stderr)
        return 2
    lines, left_out = sales_in(pl.read_parquet(arguments[1]))
    counts = write_files(lines, lines if arguments[0] == "all" else sample_of(lines), Path(arguments[2]), people=arguments[0] == "sample")
    for words, count in (*left_out.most_common(), *counts.items()):
        print(f"{count:>9,}  {words}")
    return 0


def sales_in(source: pl.DataFrame) -> tuple[pl.DataFrame, Counter[str]]:
    """The lines that somebody ordered, and how many were left out for which reason; each line counts once."""
    code = pl.col("StockCode").str.strip_chars().str.to_uppercase()
    lines = source.with_columns(
        pl.col("InvoiceNo").cast(pl.String).alias("order"), code.alias("product"), pl.col("Description").str.strip_chars().alias("name"),
        pl.col("Quantity").cast(pl.Int64).alias("quantity"), pl.col("UnitPrice").map_elements(_price, return_dtype=pl.String).alias("price"),
        pl.col("CustomerID").cast(pl.Int64, strict=False).cast(pl.String).alias("customer"), pl.col("Country").alias("country"),
        pl.col("InvoiceDate").cast(pl.Datetime("us")).alias("at"),
    )  # fmt: skip
    article = pl.col("product").str.contains(r"^[0-9]{5}[A-Z]{0,2}$")
    reason = (
        pl.when(pl.col("order").str.starts_with("C")).then(pl.lit("left out: cancellation"))
        .when(~article).then(pl.lit("left out: no article (postage, fees, manual lines, vouchers)"))
        .when(pl.col("quantity") <= 0).then(pl.lit("left out: quantity of 0 or less (damaged, counted, written off)"))
        .when(pl.col("UnitPrice") <= 0).then(pl.lit("left out: price of 0 or less"))
        .when(pl.col("customer").is_null()).then(pl.lit("left out: no customer"))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    lines = lines.with_columns(reason.alias("reason"))
    left_out = Counter({one["reason"]: one["count"] for one in lines["reason"].value_counts().to_dicts() if one["reason"]})
    kept = lines.filter(pl.col("reason") == "").select("order", "customer", "at", "product", "name", "quantity", "price", "country")
    return kept.with_columns(pl.col("at").min().over("order")).sort("at", "order", maintain_order=True), left_out


def sample_of(lines: pl.DataFrame) -> pl.DataFrame:
    """Whole orders of 4 to 25 lines among the most sold articles, of the companies that have most of them."""
    articles = lines.group_by("product").len().sort("len", "product", descending=[True, False]).head(_SAMPLE_PRODUCTS)["product"]
    whole = lines.with_columns(pl.len().over("order").alias("of"), pl.col("product").is_in(articles.to_list()).all().over("order").alias("known"))
    small = whole.filter(pl.col("known") & pl.col("of").is_in(list(_SAMPLE_ORDER)))
    companies = small.group_by("customer").len().sort("len", "customer", descending=[True, False]).head(_SAMPLE_COMPANIES)["customer"]
    some = small.filter(pl.col("customer").is_in(companies.to_list()))
    orders = some.group_by("order", maintain_order=True).agg(pl.len().alias("n"), pl.col("at").first()).sort("at", "order", descending=True)
    latest = orders.filter(pl.col("n").cum_sum() <= _SAMPLE_LINES)["order"]
    return some.filter(pl.col("order").is_in(latest.to_list())).drop("of", "known")


def write_files(every: pl.DataFrame, lines: pl.DataFrame, folder: Path, *, people: bool) -> dict[str, int]:
    """The orders of `lines` and what they name; prices, stock and what is withdrawn come from `every` line. Returns how many rows there are."""
    folder.mkdir(parents=True, exist_ok=True)
    last = every["at"].max().date()
    every = every.filter(pl.col("product").is_in(lines["product"].unique().to_list()))
    prices, mine = _list_prices(every), every.filter(pl.col("customer").is_in(lines["customer"].unique().to_list()))
    kinds = {
        "1-warehouses": (("Code", "Name", "Region", "Time zone", "Cut-off", "Lead days"), [(WAREHOUSE, "Main warehouse", "GB", ZONE, "15:00", "2")]),
        "2-categories": (("Code", "Name", "Name DE"), [(CATEGORY, "Gifts and household goods", "Geschenke und Haushaltswaren")]),
        "3-companies": (_COMPANY_HEAD, list(_companies(lines, people=people))),
        "4-assortments": (("Assortment", "For all"), [(ASSORTMENT, "yes")]),
        "5-products": (("Number", "Name", "Category", "Assortments", "Status", "Popularity"), list(_products(every, last))),
        "6-prices": (_PRICE_HEAD, [(LIST, "", number, price, CURRENCY) for number, price in prices.items()]),
        "7-prices-agreed": (_PRICE_HEAD, list(_own_prices(mine, prices))),
        "8-stock": (("Number", "Warehouse", "On hand"), list(_stock(every, last))),
    }
    for name, (head, rows) in kinds.items():
        _write(folder, name, head, [[row] for row in rows])
    orders = [list(_order_rows(one)) for one in lines.partition_by("order", maintain_order=True)]
    _write(folder, "9-orders", ("Order number", "Customer number", "Ordered at", "Number", "Name", "Quantity", "Price", "Currency", "Buyer"), orders)
    counts = {name[2:]: len(rows) for name, (_, rows) in kinds.items()}
    several = lines.group_by("product").agg(pl.col("name").drop_nulls().n_unique().alias("n")).filter(pl.col("n") > 1).height
    return {**counts, "orders": len(orders), "order lines": lines.height, "articles with several descriptions; the most frequent one counts": several}


_COMPANY_HEAD = (
    "Customer number", "Company", "Language", "Time zone", "Currency", "Address name", "Street", "Postcode", "City", "Country",
    "E-mail", "First name", "Last name", "Roles",
)  # fmt: skip
_PRICE_HEAD = ("Price list", "Customer number", "Number", "Price", "Currency")


def _companies(lines: pl.DataFrame, *, people: bool) -> Iterator[tuple[str, ...]]:
    """The data has a number and a country; the rest is made up. In the sample the company with most lines has two people."""
    busiest = lines.group_by("customer").len().sort("len", "customer", descending=[True, False])["customer"][0]
    countries = lines.group_by("customer", "country").len().sort("customer", "len", "country", descending=[False, True, False])
    for number, country in countries.group_by("customer", maintain_order=True).first().select("customer", "country").iter_rows():
        company = (number, f"Customer {number}", "en", ZONE, CURRENCY, "Main address", "The data has no street", "none", country, _country_code(country))
        some = [(f"{first}.{last}@customer-{number}.example".lower(), first, last, roles) for first, last, roles in _PEOPLE]
        yield from (company + person for person in (some if people and number == busiest else [("", "", "", "")]))


def _products(lines: pl.DataFrame, last: date) -> Iterator[tuple[str, ...]]:
    """The most frequent description. What was not sold for half a year is withdrawn: old orders name it, and nobody finds it."""
    names = lines.filter(pl.col("name").str.len_chars() > 0).group_by("product", "name").len().sort("product", "len", "name", descending=[False, True, False])
    told = dict(names.group_by("product", maintain_order=True).first().select("product", "name").iter_rows())
    sold = lines.group_by("product").agg(pl.col("at").max(), pl.len().alias("n")).sort("product")
    for number, at, count in sold.iter_rows():
        gone = at.date() < last - WITHDRAWN_AFTER
        yield number, told.get(number, number), CATEGORY, "" if gone else ASSORTMENT, "withdrawn" if gone else "active", str(count)


def _list_prices(lines: pl.DataFrame) -> dict[str, str]:
    """What was paid most often for an article; of equals the higher price."""
    paid = lines.group_by("product", "price").len().with_columns(pl.col("price").cast(pl.Float64).alias("order_of_price"))
    paid = paid.sort("product", "len", "order_of_price", descending=[False, True, True])
    return dict(paid.group_by("product", maintain_order=True).first().select("product", "price").iter_rows())


def _own_prices(lines: pl.DataFrame, prices: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A company that bought an article three times or more, always at one price below the list's, has it agreed."""
    bought = lines.group_by("customer", "product").agg(pl.col("price").n_unique().alias("n"), pl.col("price").first(), pl.len().alias("times"))
    for customer, product, _, price, _ in bought.filter((pl.col("n") == 1) & (pl.col("times") >= 3)).sort("customer", "product").iter_rows():
        if Decimal(price) < Decimal(prices[product]):
            yield OWN_LIST, customer, product, price, CURRENCY


def _stock(lines: pl.DataFrame, last: date) -> Iterator[tuple[str, ...]]:
    """Made up: as much as was sold in the last sixty days."""
    since = pl.lit(last - IN_STOCK_FOR)
    sold = lines.with_columns(pl.when(pl.col("at").dt.date() >= since).then(pl.col("quantity")).otherwise(0).alias("lately"))
    for number, lately in sold.group_by("product").agg(pl.col("lately").sum()).sort("product").iter_rows():
        yield number, WAREHOUSE, str(lately)


def _order_rows(order: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    for number, customer, at, product, name, quantity, price, _ in order.iter_rows():
        yield number, customer, at.strftime("%Y-%m-%d %H:%M"), product, (name or "")[:160], str(quantity), price, CURRENCY, ""


def _write(folder: Path, name: str, head: Sequence[str], groups: Sequence[Sequence[Sequence[str]]]) -> None:
    """As many files as are needed; a group stays together."""
    files: list[list[Sequence[str]]] = [[]]
    for group in groups:
        if len(files[-1]) + len(group) > A_FILE:
            files.append([])
        files[-1] += group
    for place, rows in enumerate(files, start=1):
        ending = f"-{place:02d}" if len(files) > 1 else ""
        if rows:
            (folder / f"{name}{ending}.csv").write_bytes(write_csv(head, rows))


def _price(value: float) -> str:
    """The shortest decimal that is this float: 2.55 and not 2.54999995."""
    return format(Decimal(repr(value)), "f")


def _country_code(name: str) -> str:
    territories = {english: code for code, english in Locale("en").territories.items() if len(code) == 2}
    return _COUNTRIES.get(name) or territories.get(name, "GB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
