"""The set of products: the offers of two shops, half of them of products that the other shop has too."""

import random
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from benchmarks.generate.brands import coin
from benchmarks.generate.chance import skewed, stage
from benchmarks.generate.pairs import deal_pairs
from benchmarks.generate.rates import Rates, draw_sizes, read_rates
from benchmarks.generate.slips import Slips
from benchmarks.generate.tables import Batch, LabelledWriter
from benchmarks.generate.texts import Flags, Ints, Texts, texts_of
from benchmarks.generate.vocabulary import read

FIELDS = ("name", "description", "manufacturer", "price")
BRANDS_PER_PRODUCT = 0.04
LETTERS = "ABCDEFGHKLMNPRSTVWXZ"


@dataclass(frozen=True, slots=True)
class Product:
    """A product; `code` and `color` are "" where it has none, `price` is in dollars."""

    kind: str
    brand: str
    series: str
    code: str
    variant: str
    color: str
    price: float
    phrases: tuple[str, ...]


def write_products(records: int, seed: int, writer: LabelledWriter) -> None:
    """Write the set, in batches."""
    rates = read_rates("products")
    sizes = draw_sizes(stage(seed, "sizes"), rates, records)
    products = draw_products(seed, len(sizes), rates.world)
    for number, (entity, source) in enumerate(deal_pairs(stage(seed, "order"), sizes)):
        writer.write(make_batch(stage(seed, "batch", number), products, (entity, source), rates))


def draw_products(seed: int, count: int, rates: dict[str, float]) -> list[Product]:
    """Draw products; variants and successors come behind the product that they resemble."""
    rng = stage(seed, "products")
    letters = random.Random(seed)
    brands = coin(rng, max(int(count * BRANDS_PER_PRODUCT), 12))
    which = skewed(rng, len(brands), count, bend=4.0)
    products: list[Product] = []
    for at in which:
        kind = letters.random()
        if products and kind < rates["variants"]:
            products.append(_vary(products[-1], letters, rates))
        elif products and kind < rates["variants"] + rates["next_model"]:
            products.append(_succeed(products[-1], letters))
        else:
            products.append(_make(str(brands[at]), letters, rates))
    return products


def _make(brand: str, letters: random.Random, rates: dict[str, float]) -> Product:
    kind = letters.choice(list(read("products")["kinds"]))
    told: dict[str, Any] = read("products")["kinds"][kind]
    color = letters.choice(list(read("products")["colors"]))
    return Product(
        kind=kind,
        brand=brand,
        series=letters.choice(told["series"]),
        code=_code(letters) if letters.random() < rates["coded"] else "",
        variant=letters.choice(told["variant"]),
        color=color if letters.random() < rates["colored"] and kind != "software" else "",
        price=told["price"] * letters.lognormvariate(0, 0.5),
        phrases=tuple(letters.sample(told["phrases"], letters.randint(3, 6))),
    )


def _code(letters: random.Random) -> str:
    """Draw a model code.

    >>> _code(random.Random(1))
    'X7747/T'
    """
    head = "".join(letters.choice(LETTERS) for _ in range(letters.randint(1, 3)))
    middle = letters.choice(("-", "-", "", "-" + letters.choice(LETTERS)))
    tail = letters.choice(("", "", letters.choice(LETTERS), "/" + letters.choice(LETTERS)))
    return f"{head}{middle}{letters.randint(10, 9899)}{tail}"


def _vary(product: Product, letters: random.Random, rates: dict[str, float]) -> Product:
    """Make a product in another colour, or another size, which has another code then."""
    if product.color and letters.random() < rates["color_variant"]:
        others = [color for color in read("products")["colors"] if color != product.color]
        return replace(product, color=letters.choice(others))
    others = [variant for variant in read("products")["kinds"][product.kind]["variant"] if variant != product.variant]
    code = _next_code(product.code, letters)
    return replace(product, variant=letters.choice(others), code=code, price=product.price * letters.uniform(0.7, 1.5))


def _succeed(product: Product, letters: random.Random) -> Product:
    """Make the model that follows."""
    code = _next_code(product.code, letters) or _code(letters)
    phrases = read("products")["kinds"][product.kind]["phrases"]
    return replace(
        product, code=code, price=product.price * letters.uniform(0.9, 1.3), phrases=tuple(letters.sample(phrases, 4))
    )


def _next_code(code: str, letters: random.Random) -> str:
    places = [place for place, letter in enumerate(code) if letter.isdigit()]
    if not places:
        return code
    place = letters.choice(places[:2])
    return code[:place] + str((int(code[place]) + letters.randint(1, 4)) % 10) + code[place + 1 :]


def make_batch(rng: np.random.Generator, products: list[Product], whose: tuple[Ints, Ints], rates: Rates) -> Batch:
    """Make an offer of each of these products, by their positions, in these shops."""
    entity, source = whose
    slips = Slips(rng, rates, source)
    offered = [products[position] for position in entity]
    columns = {
        "name": _write_names(slips, offered, source),
        "description": _write_descriptions(slips, offered),
        "manufacturer": texts_of(_write_brand(slips, product.brand) for product in offered),
        "price": _write_prices(slips, offered),
    }
    slips.miss(columns)
    return Batch(entity=entity, source=texts_of(rates.sources)[source], columns=columns, marks=slips.marks)


def _write_names(slips: Slips, products: list[Product], source: Ints) -> Texts:
    """Write titles: brand, series, what it is, code, size and colour, each shop in its own order."""
    dropped = {name: slips.strikes(f"{name}_dropped") for name in ("brand", "series", "code", "variant", "color")}
    at_end = slips.strikes("code_at_end")
    codes = _write_codes(slips, products)
    names = texts_of(
        _write_name(slips, product, codes[place], _kept(dropped, place), (bool(at_end[place]), int(source[place])))
        for place, product in enumerate(products)
    )
    slips.typo("name_typo", names)
    slips.change("name_lower", names, str.lower)
    return names


def _kept(dropped: dict[str, Flags], place: int) -> frozenset[str]:
    kept = {name for name, struck in dropped.items() if not struck[place]}
    return frozenset(kept if kept & {"code", "series", "brand"} else kept | {"brand", "code"})


def _write_name(slips: Slips, product: Product, code: str, kept: frozenset[str], way: tuple[bool, int]) -> str:
    at_end, shop = way
    told = read("products")["kinds"][product.kind]
    brand = product.brand if "brand" in kept else ""
    series = product.series if "series" in kept else ""
    code = code if "code" in kept else ""
    noun = slips.letters.choice(told["nouns"][:2] if shop == 0 else told["nouns"])
    variant = _write_measure(slips, product.variant) if "variant" in kept else ""
    color = slips.letters.choice(read("products")["colors"][product.color]) if product.color and "color" in kept else ""
    if shop == 0:
        parts = (
            [brand, series, variant, color, noun] if slips.letters.random() < 0.5 else [brand, variant, series, noun]
        )
        parts = [*parts, f"- {code}" if code else ""] if at_end else [brand, code, *parts[1:]]
        return " ".join(part for part in parts if part)
    parts = [brand, noun, series, variant, code] if at_end else [brand, code, series, variant, noun]
    name = " ".join(part for part in parts if part)
    return f"{name} {slips.letters.choice(('({})', '- {}', '{}', ', {}')).format(color)}" if color else name


def _write_measure(slips: Slips, variant: str) -> str:
    number, _, unit = variant.partition(" ")
    ways = read("products")["measures"].get(unit)
    return slips.letters.choice(ways).format(number) if ways else variant


def _write_codes(slips: Slips, products: list[Product]) -> list[str]:
    otherwise = slips.strikes("code_written_otherwise")
    colored = slips.strikes("color_in_code")
    codes = []
    for place, product in enumerate(products):
        code = product.code
        if code and colored[place] and product.color:
            code += product.color[0]
        codes.append(_write_code(slips, code) if otherwise[place] else code)
    return codes


def _write_code(slips: Slips, code: str) -> str:
    bare_code = code.replace("-", "").replace("/", "")
    return slips.letters.choice((bare_code, code.replace("-", " "), bare_code.lower(), code + "US" if code else ""))


def _write_brand(slips: Slips, brand: str) -> str:
    return slips.letters.choice(
        (brand, brand, brand, brand, f"{brand} Inc.", f"{brand} Corporation", brand.upper(), brand.lower())
    )


def _write_descriptions(slips: Slips, products: list[Product]) -> Texts:
    short = slips.strikes("short_description")
    return texts_of(_describe(slips, product, short=bool(short[place])) for place, product in enumerate(products))


def _describe(slips: Slips, product: Product, *, short: bool) -> str:
    phrases = slips.letters.sample(product.phrases, len(product.phrases))
    noun = slips.letters.choice(read("products")["kinds"][product.kind]["nouns"]) or product.series
    measure = _write_measure(slips, product.variant)
    if short:
        first, second = (
            slips.letters.choice((product.brand, noun)),
            slips.letters.choice((product.code, product.variant)),
        )
        return " ".join(part for part in (first, second, phrases[0]) if part)
    start = slips.letters.choice(("The {} {} offers", "{} {} with", "This {} {} comes with", "{} {} -"))
    model = slips.letters.choice((product.code, product.series, noun))
    color = f" Color: {product.color}." if product.color and slips.letters.random() < 0.4 else ""
    told = f"{start.format(product.brand, model)} {', '.join(phrases)}. {measure}."
    return " ".join((told + color).replace("..", ".").split())


def _write_prices(slips: Slips, products: list[Product]) -> Texts:
    prices = np.array([product.price for product in products])
    factor = np.where(slips.strikes("other_price"), slips.rng.normal(1.0, 0.09, len(prices)), 1.0)
    ends = slips.rng.choice([0.99, 0.95, 0.0], len(prices))
    return texts_of(f"{max(round(price), 3) - 1 + end:.2f}" for price, end in zip(prices * factor, ends, strict=True))
