"""The pages of the cockpit: the county, the big screen, the sheets, the desk, and whether the service lives."""

from leitai.cockpit.views.county import county, county_export, screen
from leitai.cockpit.views.desk import desk, home
from leitai.cockpit.views.living import healthz, readyz

__all__ = ["county", "county_export", "desk", "healthz", "home", "readyz", "screen"]
