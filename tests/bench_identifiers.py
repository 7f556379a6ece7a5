"""What each identifier recognizer costs: `python -m tests.bench_identifiers` prints ms per page of 400 words."""

from __future__ import annotations

import time

import spacy
from presidio_analyzer.nlp_engine import NlpArtifacts

from woolak.pipeline.detect import identifiers
from woolak.pipeline.detect.identifiers import surroundings

LETTER = """Gemeente Waterdam\tBureau Zandloper B.V.
Stadhuisplein 1\tt.a.v. mevrouw P. Smit
Postbus 200\tKerkstraat 12
1300 AE Waterdam\t3511 AB Utrecht
Telefoon 14 0320
www.waterdam.nl

Datum\tOns kenmerk\tUw kenmerk\tDoorkiesnummer
3 maart 2016\tZ/16/4412\tOFF-2016-044\t(0320) 27 12 34

Betreft: opdracht training

Geachte mevrouw Smit,

Hierbij bevestigen wij de opdracht volgens uw offerte met nummer OFF-2016-044 van 12 februari 2016. Wij verzoeken u
het ordernummer 4500123456 op de factuur te vermelden en die te sturen naar crediteuren@waterdam.nl. U kunt voor vragen
contact opnemen met K. de Vries, telefoon 06-12345678, e-mail k.devries@waterdam.nl.
"""
PROSE = """De gemeente wil in 2017 en 2018 samen met scholen, wijkteams en de politie werken aan een aanpak waarin
preventie voorop staat. Het college heeft op 12 april 2016 besloten om hiervoor € 120.000 beschikbaar te stellen
(artikel 4, lid 2 van de Algemene subsidieverordening). In de eerste fase spreken wij met 25 professionals uit het
onderwijs en het jongerenwerk; in de tweede fase volgt een training van drie dagdelen. De raad ontvangt in het vierde
kwartaal een voortgangsbericht. Zie ook ECLI:NL:RVS:2015:1234 en Kamerstukken II 2014/15, 29 754, nr. 295.
"""


def page(words: int = 400) -> str:
    text = LETTER
    while len(text.split()) < words:
        text += PROSE
    return text


def main(rounds: int = 30) -> None:
    text = page()
    doc = spacy.blank("nl")(text)
    artifacts = NlpArtifacts([], doc, [], [], None, "nl")  # type: ignore[arg-type]
    recognizers = identifiers.recognizers()
    for one in recognizers:
        one.analyze(text, [], artifacts)
    spent = dict.fromkeys([one.name for one in recognizers], float("inf"))
    for _ in range(rounds):
        surroundings.forget()
        for one in recognizers:
            start = time.process_time()
            one.analyze(text, [], artifacts)
            spent[one.name] = min(spent[one.name], time.process_time() - start)
    print(f"{len(text.split())} words, {len(text)} characters; ms CPU per page, the fastest of the rounds")
    for name, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
        print(f"  {name:28s}{1000 * seconds:7.2f}")
    print(f"  {'together':28s}{1000 * sum(spent.values()):7.2f}")


if __name__ == "__main__":
    main()
