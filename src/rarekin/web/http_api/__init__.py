"""The knowledge and the engines for programs: JSON under ``/api/v1``, stateless, no cookies."""
