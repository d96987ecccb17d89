"""Words of accounts: roles, kinds of offices, how far a right reaches."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from leitai.audit.terms import Field, Noun, Sentence, Shown, Tone
from leitai.kernel.refusal import N_


class Role(StrEnum):
    """The seat from which somebody acts; one person may have several seats, one at a time."""

    OFFICE = "office"  # the county's project office
    REPORTER = "reporter"  # a town's, street's or park's reporter
    APPROVER = "approver"  # somebody of a county department: owns bottlenecks, later cases
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"  # people, seats, settings; no figures of its own
    MACHINE = "machine"  # set-up and timetables


class OfficeKind(StrEnum):
    """What an office is. Contestants are of four kinds: town, street, park, zone (镇、街、园、区)."""

    COUNTY = "county"  # the county's own bodies: leaders, project office, enterprise service centre
    TOWN = "town"
    STREET = "street"
    PARK = "park"
    ZONE = "zone"
    DEPARTMENT = "department"
    SECTION = "section"  # 科室: a part of a department

    @property
    def reports(self) -> bool:
        """True for the offices that report projects month by month."""
        return self in {OfficeKind.TOWN, OfficeKind.STREET, OfficeKind.PARK, OfficeKind.ZONE}


class Scope(IntEnum):
    """How far a right reaches; each holds all before it."""

    NONE = 0
    SELF = 1
    SECTION = 2
    OFFICE = 3
    COUNTY = 4
    PUBLIC = 5


class CodePurpose(StrEnum):
    """What a one-time code opens."""

    SETUP = "setup"  # the first administrator of an installation
    WELCOME = "welcome"  # a person's own password: the first one, or a new one when it was forgotten


ROLE_NAMES: Mapping[str, str] = {
    Role.OFFICE: N_("Project office"),
    Role.REPORTER: N_("Reporter of a town or park"),
    Role.APPROVER: N_("Department"),
    Role.LEADER: N_("Leader"),
    Role.AUDITOR: N_("Auditor"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.MACHINE: N_("The system"),
}
# What a role comes to do, for the doors of the demonstration and the page on which a seat is chosen.
ROLE_ERRANDS: Mapping[str, str] = {
    Role.OFFICE: N_("Check monthly reports, keep the register, chase bottlenecks"),
    Role.REPORTER: N_("Send the month's workbook, see what came back"),
    Role.APPROVER: N_("Answer the bottlenecks that the department owns"),
    Role.LEADER: N_("See what moves, what is stuck, who is ahead"),
    Role.AUDITOR: N_("Check that the history was not rewritten"),
    Role.ADMINISTRATOR: N_("Offices, people and their seats"),
    Role.MACHINE: N_("Set-up and timetables"),
}
KIND_NAMES: Mapping[str, str] = {
    OfficeKind.COUNTY: N_("County body"),
    OfficeKind.TOWN: N_("Town"),
    OfficeKind.STREET: N_("Street"),
    OfficeKind.PARK: N_("Park"),
    OfficeKind.ZONE: N_("Zone"),
    OfficeKind.DEPARTMENT: N_("County department"),
    OfficeKind.SECTION: N_("Section"),
}

HISTORY: Mapping[str, Sentence | str] = {
    "county.created": N_("Entered the county %(name_zh)s"),
    "installation.code_made": N_("Made a one-time code for the set-up"),
    "installation.set_up": Sentence(N_("Set the installation up, with its first administrator"), tone=Tone.GOOD),
    "office.created": N_("Entered the office %(name_zh)s"),
    "office.changed": N_("Changed the names of the office %(key)s"),
    "person.created": N_("Entered the person %(name)s"),
    "person.invited": N_("Gave a person a one-time code, good until %(until_on)s"),
    "person.disabled": Sentence(N_("Closed a person's account"), tone=Tone.WARN),
    "person.enabled": N_("Opened a person's account again"),
    "person.locked_out": Sentence(N_("A name was closed for 15 minutes after five wrong passwords"), tone=Tone.LATE),
    "seat.given": N_("Gave the seat %(role)s in the office %(office)s"),
    "seat.taken": Sentence(N_("Took the seat %(role)s in the office %(office)s away"), tone=Tone.WARN),
    "password.chosen": N_("Chose a password with a one-time code"),
    "password.changed": N_("Changed the password; sessions elsewhere ended"),
    "session.opened": N_("Signed in: %(way)s"),
    "session.reseated": N_("Took another seat: %(role)s in the office %(office)s"),
    "session.closed": N_("Signed out"),
}
HISTORY_FIELDS: Mapping[str, Field] = {
    "name": Field(N_("Full name")),
    "username": Field(N_("Name for sign-in")),
    "name_zh": Field(N_("Chinese name")),
    "name_en": Field(N_("English name")),
    "short_zh": Field(N_("Short name")),
    "other_names": Field(N_("Other names")),
    "city_zh": Field(N_("City")),
    "city_en": Field(N_("City in English")),
    "parent": Field(N_("Belongs to")),
    "kind": Field(N_("Kind"), shown=Shown.CODE, codes=KIND_NAMES),
    "role": Field(N_("Role"), shown=Shown.CODE, codes=ROLE_NAMES),
    "office": Field(N_("Office")),
    "section": Field(N_("Section")),
    "since_on": Field(N_("From"), shown=Shown.DAY),
    "until_on": Field(N_("Until"), shown=Shown.DAY),
    "network": Field(N_("Network")),
    "demonstration": Field(N_("Demonstration")),
    "is_active": Field(N_("May sign in")),
    "way": Field(
        N_("Way"),
        shown=Shown.CODE,
        codes={
            "password": N_("with the password"),
            "click": N_("by a click, in the demonstration"),
            "code": N_("with a one-time code"),
        },
    ),
}
HISTORY_NOUNS: Mapping[str, Noun] = {
    "installation": Noun(N_("Installation")),
    "county": Noun(N_("County")),
    "office": Noun(N_("Office")),
    "person": Noun(N_("Person")),
}
