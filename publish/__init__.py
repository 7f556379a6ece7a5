"""Brings a release to the public: a package for the municipality's own site, or a concept in a GPP publicatiebank."""

from woolak.publish.bank import Bank, read_key
from woolak.publish.delivery import Delivered, deliver
from woolak.publish.outgoing import bring, pack, package_files
from woolak.publish.package import write_package
from woolak.publish.ready import Item, Publication, ready

__all__ = [
    "Bank", "Delivered", "Item", "Publication", "bring", "deliver", "pack", "package_files", "read_key", "ready",
    "write_package",
]  # fmt: skip
