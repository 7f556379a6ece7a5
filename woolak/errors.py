"""The one tree of errors, each with the Dutch sentence that the user reads and an exit code.

WoolakError
├── UsageError          2  wrong words on the command line, no documents
│   └── CaseFileError   2  zaak.yaml or a rule file is wrong; names file and line
├── UnreadableSource    1  one file cannot be processed; the others go on
├── StorageTrouble      1  the disk is full or read-only, or the database is away: nothing goes on
├── MissingProgram      1  a program outside Python is not installed
├── OpenDecisions       1  a release was asked for while proposals await a decision
├── ChecksFailed        1  a release was asked for of something that may not leave as it is
├── ViewAwaited         1  a release was asked for while a third party may still give its view
├── LogBroken           1  a line of the log was changed after it was written
├── NotPublishable      1  publishing was asked for of a case that is not for the public yet
├── BankRefused         1  a publicatiebank cannot be reached or does not do what was asked
├── Refused             1  review: this may not be done now, or not by this person
│   └── Overtaken       1  review: somebody else changed the same meanwhile
├── StillReadable       3  a release of others holds text under its redactions
└── LeakFound           3  verification found what should be gone
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from typing import Any, ClassVar

__all__ = [
    "BankRefused",
    "CaseFileError",
    "ChecksFailed",
    "LeakFound",
    "LogBroken",
    "MissingProgram",
    "NotPublishable",
    "OpenDecisions",
    "Overtaken",
    "Refused",
    "StillReadable",
    "StorageTrouble",
    "UnreadableSource",
    "UsageError",
    "ViewAwaited",
    "WoolakError",
    "wrong_usage",
]


class WoolakError(Exception):
    """The base: `str(error)` is one Dutch sentence with the remedy, without contents of documents."""

    exit_code = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors come back from workers, whatever their constructor asks for."""
        return _again, (type(self), str(self))


def _again(kind: type[WoolakError], sentence: str) -> WoolakError:
    error = kind.__new__(kind)
    error.args = (sentence,)
    return error


class UsageError(WoolakError):
    exit_code = 2

    @classmethod
    def nowhere(cls, place: object) -> UsageError:
        return cls(f"De map of het bestand {place} bestaat niet.")

    @classmethod
    def unfinished(cls) -> UsageError:
        return cls(
            "De zaak is nog niet helemaal doorzocht: de laatste verwerking is niet afgemaakt. Geef 'woolak run' "
            "opnieuw, of kies in de browser bij Documenten toevoegen 'Zoek opnieuw in alle documenten'."
        )

    @classmethod
    def no_folder(cls, folder: object) -> UsageError:
        return cls(f"De map {folder} bestaat niet. Maak die eerst.")


class InUse(UsageError):
    def __init__(self, folder: object) -> None:
        super().__init__(
            f"Aan de zaak in {folder} wordt al gewerkt. Wacht tot dat klaar is en geef de opdracht opnieuw. "
            "Staat de zaak open in de browser, sluit dan de vensters ervan: twee minuten later is zij vrij. "
            "De server hoeft niet te stoppen."
        )


class CaseFileError(UsageError):
    def __init__(self, file: str, line: int | None, sentence: str) -> None:
        place = f"{file}, regel {line}" if line else file
        super().__init__(f"{place}: {sentence}")

    @classmethod
    def template(cls, file: str) -> CaseFileError:
        return cls(file, None, "dit sjabloon klopt niet; vergelijk het met het sjabloon dat bij Woolak hoort")


class UnreadableSource(WoolakError):
    """Raised by ingest for one source; the sentence goes into the release as the reason of 'niet verwerkt'."""

    LOCKED: ClassVar[str] = "Het bestand is met een wachtwoord beveiligd."
    """How the sentence begins of what a password may open."""

    @classmethod
    def empty(cls) -> UnreadableSource:
        return cls("Het bestand is leeg. Vraag de afdeling om het bestand opnieuw aan te leveren.")

    @classmethod
    def damaged(cls, kind: str) -> UnreadableSource:
        return cls(f"Het bestand is beschadigd of is geen {kind}. Vraag de afdeling om een nieuw exemplaar.")

    @classmethod
    def no_pages(cls) -> UnreadableSource:
        return cls("De PDF heeft geen bladzijden: er staat niets in. Vraag de afdeling of er iets in hoort te staan.")

    @classmethod
    def encrypted(cls) -> UnreadableSource:
        return cls(
            f"{cls.LOCKED} Geef het wachtwoord op (in de browser bij de bestanden die niet "
            "zijn verwerkt, of onder 'passwords' in zaak.yaml), of lever het bestand aan zonder wachtwoord."
        )

    @classmethod
    def sealed(cls) -> UnreadableSource:
        return cls(
            "Het bericht is versleuteld voor wie het kreeg. Vraag die persoon om het te openen en onversleuteld op te "
            "slaan, of om er een PDF van te maken."
        )

    @classmethod
    def signature_only(cls) -> UnreadableSource:
        return cls("Dit bestand is alleen een digitale handtekening. Lever het bestand aan dat is ondertekend.")

    @classmethod
    def forbidden(cls) -> UnreadableSource:
        return cls("Het bestand mag niet worden gelezen. Geef leesrechten op het bestand, of maak er een kopie van.")

    @classmethod
    def unknown_format(cls, suffix: str) -> UnreadableSource:
        return cls(f"Bestanden van het soort '{suffix}' worden niet gelezen. Lever het document aan als PDF.")

    @classmethod
    def page(cls, number: int) -> UnreadableSource:
        return cls(
            f"Bladzijde {number} van het bestand is beschadigd en kan niet worden gelezen. "
            "Vraag de afdeling om een nieuw exemplaar."
        )

    @classmethod
    def too_large(cls, limit: str) -> UnreadableSource:
        """`limit` is the key of rules/limits.yaml that was passed."""
        what = {
            "file_mb": "Het bestand is te groot",
            "unpacked_mb": "Uitgepakt wordt het bestand te groot",
            "ratio": "Uitgepakt wordt het bestand onwaarschijnlijk veel groter; zo'n bestand kan kwaadaardig zijn",
            "files": "Het bestand bevat te veel bestanden",
            "depth": "Het bestand zit te diep in andere bestanden",
            "xml_mb": "Een deel van het bestand is te groot",
            "pages": "Het document heeft te veel bladzijden",
            "megapixels": "Het bestand bevat een beeld of bladzijde met te veel beeldpunten",
        }[limit]
        return cls(f"{what} (grens '{limit}'). Deel het op, of verruim de grens onder 'limits' in zaak.yaml.")

    @classmethod
    def unsafe(cls) -> UnreadableSource:
        return cls(
            "Het bestand bevat opdrachten die een computer kunnen laten vastlopen of bestanden kunnen laten lezen. "
            "Het is niet geopend. Lever het document aan als PDF."
        )

    @classmethod
    def link(cls) -> UnreadableSource:
        return cls("Dit is een verwijzing naar een ander bestand en geen document. Lever het bestand zelf aan.")

    @classmethod
    def no_files(cls) -> UnreadableSource:
        return cls("Het archief bevat geen bestanden. Vraag de afdeling of dat klopt.")

    @classmethod
    def stopped(cls) -> UnreadableSource:
        return cls(
            "Het verwerken van het bestand kostte te veel tijd of geheugen en is gestopt. Lever het aan als PDF, of "
            "verruim de grenzen onder 'limits' in zaak.yaml."
        )

    @classmethod
    def failed(cls) -> UnreadableSource:
        return cls("Het bestand kon niet worden verwerkt. Lever het aan als PDF, of meld dit bij de beheerder.")


class StorageTrouble(WoolakError):
    """What is written cannot be kept; what was ready before stays, and the same command goes on from there."""

    AGAIN: ClassVar[str] = "Geef daarna dezelfde opdracht opnieuw; wat klaar was, is bewaard."

    @classmethod
    def of(cls, error: BaseException) -> StorageTrouble | None:
        """The trouble that an error of the system or the database tells of; None when it tells of something else."""
        number = getattr(error, "errno", None)
        text = str(error).lower()
        if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text or "no space left" in text:
            return cls.full()
        if number == errno.EROFS or "readonly database" in text:
            return cls.unwritable(getattr(error, "filename", None) or "de map van de zaak")
        if number in (errno.EACCES, errno.EPERM) and getattr(error, "filename", None):
            return cls.unwritable(getattr(error, "filename", ""))
        if "database is locked" in text:
            return cls(f"De database van de zaak is te lang in gebruik. Sluit andere programma's. {cls.AGAIN}")
        if type(error).__name__ in ("OperationalError", "InterfaceError") and "sqlite" not in text:
            return cls(f"De database is niet bereikbaar. Vraag de beheerder. {cls.AGAIN}")
        return None

    @classmethod
    def unwritable(cls, place: object) -> StorageTrouble:
        return cls(f"In {place} mag niet worden geschreven of gelezen. Pas de rechten aan. {cls.AGAIN}")

    @classmethod
    def away(cls, store: str) -> StorageTrouble:
        return cls(
            f"De opslag {store} is niet bereikbaar of weigert. Kijk of de map of de emmer bestaat, of de server "
            f"aanstaat en of de sleutel er mag schrijven. {cls.AGAIN}"
        )

    @classmethod
    def full(cls) -> StorageTrouble:
        return cls(f"De schijf is vol. Maak ruimte vrij. {cls.AGAIN}")


class MissingProgram(WoolakError):
    def __init__(self, program: str, packages: str) -> None:
        super().__init__(f"{program} ontbreekt op deze computer. Installeer het met: apt-get install {packages}")


class OpenDecisions(WoolakError):
    def __init__(self, count: int) -> None:
        super().__init__(
            f"Er wachten nog {count} voorstellen op een beslissing. Beoordeel die eerst met 'woolak review'."
        )


class NotPublishable(WoolakError):
    """Every reason why nothing is published, with what it is about."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "no_release": "Er is nog geen uitvoer. Maak die met 'woolak release'.",
        "outdated": "De uitvoer is ouder dan de zaak. Maak die opnieuw met 'woolak release'.",
        "no_documents": "Er staan geen documenten in de uitvoer.",
        "not_reviewed": "Nog niet vastgesteld: {about}. Beoordeel die eerst met 'woolak review' en maak de uitvoer "
        "opnieuw.",
        "not_processed": "Niet verwerkt: {about}. Lever die opnieuw aan; hoort iets niet bij "
        "het verzoek, haal het dan uit de map en geef 'woolak run MAP --remove-missing'.",
        "changed": "Gewijzigd na de controle, of niet gecontroleerd: {about}. Maak de uitvoer opnieuw met "
        "'woolak release'.",
        "no_organisation": "De gemeente '{about}' staat niet in de lijst van gemeenten. Zet in zaak.yaml bij "
        "'publication' de code, bijvoorbeeld organisation: gm0034.",
        "no_decision_date": "De datum van het besluit is niet bekend. Zet in besluit.yaml: date: 2024-03-31.",
        "decided_later": "Het besluit is gedateerd op {about}; dat is nog niet zover.",
        "too_early": "Volgens besluit.yaml (publish_on) mag dit pas vanaf {about}.",
        "objection": "Bezwaar tegen openbaarmaking: {about}. Zet in besluit.yaml bij publish_on de dag vanaf wanneer "
        "het mag, ten minste twee weken na het besluit (artikel 4.4, vijfde lid).",
        "no_url": "Het adres waar de documenten komen te staan is niet bekend. Zet in zaak.yaml bij 'publication' url: "
        "https://...",
    }

    @classmethod
    def because(cls, reasons: Iterable[tuple[str, str]]) -> NotPublishable:
        said = " ".join(cls.SENTENCES[reason].format(about=about) for reason, about in reasons)
        return cls(f"Er is niets gepubliceerd. {said}")


class BankRefused(WoolakError):
    """About a publicatiebank. The sentence never holds the key, nor what the server answered."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "no_key": "Het bestand met de sleutel van de publicatiebank kan niet worden gelezen of is leeg.",
        "bad_key": "In het bestand met de sleutel staan tekens die niet in een sleutel horen. Zet er alleen de sleutel "
        "in.",
        "bad_url": "Het adres van de publicatiebank klopt niet. Geef een adres dat begint met https://.",
        "unreachable": "De publicatiebank is niet bereikbaar. Geef later dezelfde opdracht: wat al is gebracht, "
        "wordt niet nog eens gebracht.",
        "key_refused": "De publicatiebank neemt de sleutel niet aan. Vraag de beheerder van de publicatiebank om een "
        "geldige sleutel met schrijfrechten.",
        "not_found": "De publicatiebank kent dit adres niet, of wat er stond is daar intussen verwijderd. Controleer "
        "het adres, en geef dezelfde opdracht nog eens.",
        "in_use": "De publicatiebank is met dezelfde gegevens bezig. Geef over enkele minuten dezelfde opdracht.",
        "too_large": "De publicatiebank neemt {about} niet aan, omdat het bestand te groot is.",
        "refused": "De publicatiebank weigert de gegevens ({about}). Meld dit bij de beheerder.",
        "misunderstood": "Op dit adres antwoordt iets anders dan een publicatiebank. Controleer het adres.",
        "no_category": "De publicatiebank kent de informatiecategorie 'Woo-verzoeken en -besluiten' niet.",
        "no_organisation": "De organisatie {about} is in de publicatiebank niet actief. Vraag de beheerder van de "
        "publicatiebank om die te activeren.",
        "not_concept": "De publicatie staat in de publicatiebank niet meer op concept. Er is daar niets gewijzigd; "
        "pas haar aan in de GPP-app.",
        "published": "LET OP: de publicatiebank heeft de publicatie meteen openbaar gemaakt, hoewel om een concept is "
        "gevraagd. Er zijn geen documenten gebracht. Trek de publicatie in en meld dit bij de beheerder.",
        "twice": "In de publicatiebank staan meer publicaties van deze zaak. Verwijder daar wat te veel is.",
        "incomplete": "De publicatiebank heeft {about} niet volledig ontvangen. Geef dezelfde opdracht nog eens.",
    }

    @classmethod
    def because(cls, reason: str, about: str = "") -> BankRefused:
        return cls(cls.SENTENCES[reason].format(about=about))


class ChecksFailed(WoolakError):
    """What is confirmed may not leave as it is; `woolak check` tells all of it."""

    SHOWN = 3

    def __init__(self, findings: list[str]) -> None:
        first = " | ".join(findings[: self.SHOWN])
        super().__init__(
            f"De controle vóór uitvoer vond {len(findings)} fout(en): {first} Zie 'woolak check'. "
            "Er is niets uitgevoerd."
        )


class ViewAwaited(WoolakError):
    """A third party was asked for its view and may still reply."""

    def __init__(self, parties: list[tuple[str, Any]]) -> None:
        named = ", ".join(f"{party} (tot en met {due:%d-%m-%Y})" for party, due in parties)
        super().__init__(
            f"Er wordt nog gewacht op een zienswijze: {named}. Leg de reactie vast met 'woolak zienswijze ZAAK "
            "--reply', of ga verder met een reden: 'woolak zienswijze ZAAK --proceed'."
        )


class LogBroken(WoolakError):
    def __init__(self, line: int) -> None:
        super().__init__(
            f"Het logboek klopt niet vanaf regel {line}: die regel is gewijzigd, toegevoegd of weggehaald. "
            "Zet een reservekopie van de zaak terug en meld dit bij de beheerder."
        )


class Refused(WoolakError):
    """A decision that may not be taken now, or not by this person; the sentence says what to do."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "locked": "Dit document is vastgesteld. Geef het eerst vrij om er iets aan te veranderen.",
        "locked_part": "Een stuk dat hierdoor verandert, is vastgesteld. Geef het eerst vrij.",
        "locked_undo": "Wat u ongedaan wilt maken, raakt een document dat is vastgesteld. Geef dat eerst vrij.",
        "nothing_to_undo": "Er is niets om ongedaan te maken.",
        "nothing_to_redo": "Er is niets om opnieuw te doen.",
        "unknown_target": "Dit voorstel bestaat niet meer. Laad het scherm opnieuw.",
        "unknown_document": "Dit document staat niet of niet meer in deze zaak. Ga terug naar het overzicht.",
        "unknown_ground": "Deze grond bestaat niet. Kies een grond uit de lijst.",
        "no_words": "Hier staat geen tekst om te lakken. Teken een vak om een beeld te lakken.",
        "nothing_there": "Hier is niets gelakt of voorgesteld. Kies woorden binnen een vak.",
        "no_role": "Uw rol in deze zaak laat dit niet toe. Vraag de beheerder van de zaak.",
        "still_open": "Nog niet alles is beslist. Beoordeel eerst de open voorstellen.",
        "not_searched": "In dit document is nog niet gezocht naar wat gelakt moet worden: de laatste verwerking is "
        "niet afgemaakt. Kies bij Documenten toevoegen 'Zoek opnieuw in alle documenten'.",
        "unseen_pages": "Nog niet alle bladzijden zijn bekeken. Blader eerst door het hele document.",
        "not_reviewed": "Dit document is nog niet beoordeeld, of het is daarna veranderd.",
        "same_person": "U hebt dit document zelf beoordeeld. Een ander stelt het vast.",
        "why_needed": "Schrijf erbij waarom u het document terugstuurt.",
        "why_out": "Schrijf erbij waarom het uit het dossier gaat.",
        "held": "Een document dat weggaat of verandert, is vastgesteld. Geef het eerst vrij.",
        "last_file": "Dit is het enige bestand van de zaak. Voeg eerst toe wat er wel in hoort.",
        "in_release": "Het staat in de uitvoer die is gemaakt. Zeg eerst dat die uitvoer mag worden ingetrokken.",
        "not_out": "Dit bestand is niet uit het dossier gehaald, of is al weer opgenomen.",
        "not_confirmed": "Dit document is niet vastgesteld.",
        "busy": "De zaak wordt verwerkt. Wacht tot dat klaar is.",
        "empty": "In deze zaak staan nog geen documenten. Voeg die eerst toe, bij Documenten.",
        "busy_outside": "Aan deze zaak wordt nu buiten de browser gewerkt, met een opdracht zoals 'woolak run'. "
        "Zolang dat duurt, wordt hier niets bewaard. Wacht tot het klaar is, en laad het scherm dan opnieuw.",
        "not_all_confirmed": "Nog niet alle documenten zijn vastgesteld.",
        "bad_pattern": "Dit zoekpatroon klopt niet.",
        "slow_pattern": "Dit zoekpatroon kost te veel tijd. Maak het eenvoudiger.",
        "too_many_files": "Dit zijn te veel bestanden, of ze zijn te groot.",
        "bad_name": "Kies een naam van letters, cijfers, spaties of streepjes.",
        "name_taken": "Er is al een zaak met die naam.",
        "no_dates": "Vul de datum in.",
        "facts_overtaken": "Iemand anders heeft deze gegevens intussen gewijzigd. Laad het scherm opnieuw.",
        "no_files": "Er zijn geen bestanden gekozen.",
    }

    @classmethod
    def because(cls, reason: str) -> Refused:
        return cls(cls.SENTENCES[reason])


class Overtaken(Refused):
    """Somebody changed the same after what the browser had seen; `seq` is the last event that there is now."""

    def __init__(self, who: str, own: bool = False, seq: int = 0) -> None:
        whose = "U hebt dit intussen zelf gewijzigd, in een ander venster"
        said = whose if own else f"{who} heeft dit intussen gewijzigd"
        super().__init__(f"{said}. Bekijk de nieuwe stand en beslis opnieuw.")
        self.seq = seq


class LeakFound(WoolakError):
    exit_code = 3

    def __init__(self, documents: int, left: list[str]) -> None:
        """`left` tells each place and its remedy."""
        super().__init__(
            "\n".join((
                f"De controle vond in {documents} document(en) nog iets dat weg moest zijn. Die zijn niet "
                "vrijgegeven; de andere wel.",
                *left,
                "Geef daarna 'woolak release' opnieuw.",
            ))
        )  # fmt: skip


class StillReadable(WoolakError):
    exit_code = 3

    def __init__(self, files: list[str]) -> None:
        super().__init__(
            f"In {len(files)} bestand(en) is gelakte tekst nog te lezen: {', '.join(files)}. Haal die meteen weg."
        )


def _quoted(message: str) -> str:
    """What the parser's own sentence names: between quotes, or between brackets at its end."""
    found = re.search(r"'([^']*)'|\(([^()]+)\)$", message)
    return found[1] or found[2] if found else ""


def _help_of(error: Any) -> str:
    """The command with the help that tells more."""
    context, words = getattr(error, "ctx", None), ["--help"]
    while context is not None and context.parent is not None:
        words.insert(0, str(context.info_name))
        context = context.parent
    return f"Zie 'woolak {' '.join(words)}'."


def wrong_usage(kind: str, error: Any) -> str:
    """The Dutch sentence for an error of the command-line parser; `kind` is the name of its class."""
    param, message = getattr(error, "param", None), str(getattr(error, "message", ""))
    name = getattr(error, "option_name", None) or getattr(param, "metavar", None) or getattr(param, "name", "")
    if getattr(param, "param_type_name", "") == "option":
        name = max(param.opts, key=len)  # type: ignore[union-attr]
    about = str(getattr(param, "help", None) or "").rstrip(".")
    if "is not one of" in message:
        about += ": " + ", ".join(re.findall(r"'([^']*)'", message.partition("is not one of")[2]))
    first = _quoted(message)
    sentences = {
        "NoSuchOption": f"de optie '{name}' bestaat niet.",
        "NoSuchCommand": f"de opdracht '{first}' bestaat niet.",
        "MissingParameter": f"'{str(name).rstrip('.')}' ontbreekt.",
        "BadParameter": f"de waarde van '{name}' is niet geldig. {about}.",
        "BadOptionUsage": f"achter '{name}' ontbreekt een waarde.",
    }
    if message.startswith("No such command"):
        kind = "NoSuchCommand"
    known = sentences.get(kind, "deze opdracht is niet goed geschreven.")
    if "does not take a value" in message:
        known = f"achter '{name}' hoort geen waarde."
    if "unexpected extra argument" in message:
        known = f"'{first}' is te veel. Staat er een spatie in de naam, zet die dan tussen aanhalingstekens."
    return f"{known} {_help_of(error)}"
