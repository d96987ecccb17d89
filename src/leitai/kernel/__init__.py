"""Plain Python for everyone: who acts, why something is refused, working days, money, dates, codes, the hash tree."""
