"""The role as which the program works: it owns nothing, alters no table, and passes no row security by.

The name is fixed: policies and grants in the migrations name it, and so does every backup.
"""

APPLICATION_ROLE = "tonghop_app"
