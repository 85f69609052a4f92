"""Every comparison by kind and name; match models may use these and no others."""

from hub.model.ids import Kind
from hub.resolution.compare import Comparison
from hub.resolution.compare.companies import COMPANY
from hub.resolution.compare.contacts import CONTACT
from hub.resolution.compare.products import PRODUCT

COMPARISONS: dict[Kind, dict[str, Comparison]] = {
    Kind.COMPANY: COMPANY,
    Kind.CONTACT: CONTACT,
    Kind.PRODUCT: PRODUCT,
}
