"""python -m woolak.inventory.wordtemplates: make the Word templates anew.

A municipality opens such a file in Word, gives it its own house style and puts it in its folder of templates. What
stands between {{ }} and {% %} is filled in by Woolak.
"""

from pathlib import Path

from woolak.inventory.wordtemplates import make_all

make_all(Path(__file__).parent.parent / "templates")
