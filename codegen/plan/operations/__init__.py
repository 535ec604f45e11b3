"""Operations: arguments, credentials, results, for the templates."""
