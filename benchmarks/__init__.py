"""What the performance claims rest on: `make bench` prints every figure. See README.md here."""
