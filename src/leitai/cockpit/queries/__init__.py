"""Reading for the cockpit, from the queries of earlier slices alone."""

from leitai.cockpit.queries import changes, county, living

__all__ = ["changes", "county", "living"]
