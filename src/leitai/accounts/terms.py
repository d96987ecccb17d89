"""Words of accounts: roles, kinds of offices, how far a right reaches."""

from enum import IntEnum, StrEnum


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
