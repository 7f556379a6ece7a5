"""A made-up release of the municipality of Zandwoude about its swimming pool; whole, or with one defect put in."""

from __future__ import annotations

LETTER = """Gemeente Zandwoude

Datum
3 februari 2024

Besluit op uw Woo-verzoek

Wij hebben 5 documenten gevonden. Die staan op de inventarislijst.

Persoonlijke levenssfeer (artikel 5.1, tweede lid, aanhef en onder e, Woo)
Wij geven geen namen en contactgegevens van ambtenaren en inwoners.
Deze informatie heeft in de documenten de aanduiding: 5.1(2)e.

Bedrijfsgegevens (artikel 5.1, eerste lid, aanhef en onder c, Woo)
Wij geven geen prijzen die in vertrouwen aan ons zijn gegeven.
Deze informatie heeft in de documenten de aanduiding: 5.1(1)c.

Goed functioneren van het bestuur (artikel 5.1, tweede lid, aanhef en onder i, Woo)
Wij geven geen informatie uit vertrouwelijk overleg met de buurgemeenten.
Deze informatie heeft in de documenten de aanduiding: 5.1(2)i.

Persoonlijke beleidsopvattingen (artikel 5.2, eerste lid, Woo)
Wij geven geen meningen van ambtenaren uit stukken voor intern overleg.
Deze informatie heeft in de documenten de aanduiding: 5.2(1).

Inventarislijst

Document\tWeigeringsgronden\tOpmerking
1. 2021
1a Offerte renovatie zwembad partij A\t5.1(2)e/5.1(1)c
1b Memo sloop zwembad\t5.1(2)e/5.1(2)i/5.2(1)
2. 2022
2a Verslag overleg buurgemeenten\t5.1(2)e/5.1(2)i
2b Brief omwonenden Duinlaan\t5.1(2)e
2c Kaart van het terrein\t\tReeds openbaar
"""

OFFER = """Offerte renovatie zwembad

T.a.v. 5.1(2)e
Datum: 4 maart 2021

De algemene voorwaarden van 5.1(1)c gelden voor dit werk.
De kosten zijn € 5.1(1)c, exclusief btw.
Wij beginnen in de week na uw akkoord.
"""

MEMO = """Memo sloop zwembad

Aan: 5.1(2)e
Van: 5.1(2)e

De bodem is vervuild en het dak lekt.
Ik vind dat 5.2(1)
Met de buurgemeenten is besproken dat 5.1(2)i
"""

REPORT = """Verslag overleg buurgemeenten

Aanwezig: 5.1(2)e, 5.1(2)e
Besproken is dat 5.1(2)i
Een tabel met bedragen: 6.250.000 en 5.180,50.
"""

NOTE = """Brief omwonenden Duinlaan

Beste 5.1(2)e,
Het zwembad sluit op 1 juli. Bel 14 0299 of mail info@zandwoude.example.
Zie paragraaf 5.1.2 van het rapport, en bladzijde 10.
Vriendelijke groet, 5.1(2)e
"""

DOCUMENTS = {"1a": OFFER, "1b": MEMO, "2a": REPORT, "2b": NOTE}


def one_text(letter: str = LETTER, **documents: str) -> str:
    """The release as one long text, with white between the documents."""
    return "\n\n\n\n\n".join([letter, *{**DOCUMENTS, **documents}.values()])
