"""Role profiles from outside: ESCO's and O*NET's occupations, as their downloads come."""
