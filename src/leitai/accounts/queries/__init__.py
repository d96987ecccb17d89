"""Reading accounts: seats and who sits in them, offices, people, divisions, refused sign-ins."""

from leitai.accounts.queries.attempts import is_network_closed
from leitai.accounts.queries.divisions import Division, counties, county_names, division, divisions_of, english_name
from leitai.accounts.queries.offices import (
    OfficeBook,
    OfficeRow,
    county_codes,
    departments,
    find_office,
    home,
    is_demonstration,
    office,
    office_book,
    office_names,
    offices,
    towns,
)
from leitai.accounts.queries.people import (
    Filter,
    PeoplePage,
    PersonRow,
    SeatRow,
    all_people,
    names_of,
    people,
    person,
    seat_holder,
)
from leitai.accounts.queries.seats import (
    Account,
    Sitting,
    actor_of,
    actor_of_person,
    demonstration_accounts,
    demonstration_person,
    is_valid,
    roles_held,
    sits_elsewhere,
    sitting,
    sittings,
    whose_name,
    words_around,
)

__all__ = [
    "Account", "Division", "Filter", "OfficeBook", "OfficeRow", "PeoplePage", "PersonRow", "SeatRow", "Sitting",
    "actor_of", "actor_of_person", "all_people", "counties", "county_codes", "county_names", "demonstration_accounts",
    "demonstration_person", "departments", "division", "divisions_of", "english_name", "find_office", "home",
    "is_demonstration", "is_network_closed", "is_valid", "names_of", "office", "office_book", "office_names", "offices", "people",
    "person", "roles_held", "seat_holder", "sits_elsewhere", "sitting", "sittings", "towns", "whose_name",
    "words_around",
]  # fmt: skip
