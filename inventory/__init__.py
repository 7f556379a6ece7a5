"""All that is written about documents: numbers, safe titles, inventory list, annex, manifest."""

from woolak.inventory.judging import judge
from woolak.inventory.letters.annexfiles import write_annex
from woolak.inventory.line import InventoryLine, in_order
from woolak.inventory.lists.sheets import write_inventory
from woolak.inventory.manifest import ManifestEntry, Related, write_manifest
from woolak.inventory.numbering import number_documents
from woolak.inventory.titles import safe_title

__all__ = [
    "InventoryLine",
    "ManifestEntry",
    "Related",
    "in_order",
    "judge",
    "number_documents",
    "safe_title",
    "write_annex",
    "write_inventory",
    "write_manifest",
]
