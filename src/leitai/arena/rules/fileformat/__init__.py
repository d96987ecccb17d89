"""The contest file: YAML or XLSX in, a checked `terms.Contest` out, every fault told with its line or cell."""
