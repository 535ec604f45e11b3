"""Operations as the templates need them."""
