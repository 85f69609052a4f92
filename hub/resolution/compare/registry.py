"""Every comparison by kind and name; match models may use these and no others."""

from hub.model.ids import Kind
from hub.resolution.compare import Comparison
from hub.resolution.compare.company import COMPANY
from hub.resolution.compare.contact import CONTACT
from hub.resolution.compare.product import PRODUCT
from hub.resolution.compare.values import ADDRESS, BIRTH_DATE, EMAIL, PRICE, exact, folded

COMPARISONS: dict[Kind, dict[str, Comparison]] = {
    Kind.COMPANY: {**COMPANY, "email": EMAIL, "phone": exact("phone"), "address": ADDRESS, "country": exact("country")},
    Kind.CONTACT: {
        **CONTACT,
        "email": EMAIL,
        "phone": exact("phone"),
        "birth_date": BIRTH_DATE,
        "address": ADDRESS,
        "country": exact("country"),
    },
    Kind.PRODUCT: {
        **PRODUCT,
        "sku": exact("sku"),
        "brand": folded("brand"),
        "category": folded("category"),
        "pack": folded("pack"),
        "price": PRICE,
    },
}
