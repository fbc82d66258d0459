# Names that vulture can't see used, each group with who uses them.

# Called by name by pytest, http.server or requests in the tests.
_._api
_.do_GET
_.do_POST
_.library
_.log_message
_.pytest_addoption
_.pytest_collection_modifyitems
_.trust_env

# Called or read by the library whose class or object it belongs to.
_.CharacterDataHandler
_.EndElementHandler
_.HOST
_.ROOMS
_.StartElementHandler
_.cache_ok
_.cert_reqs
_.cert_verify
_.close_connection
_.impl
_.log_request
_.obj
_.on_connect
_.on_disconnect
_.process_bind_param
_.process_result_value
_.start_dir
_.synthetic_bold
_.transform
_.trust_env

# Columns of the plan: read and checked; not every one is acted on yet by an event.
_.amount_fen
_.budget
_.counted_by
_.on_duty_at
_.planned_count
_.planned_for
_.shift
_.sub_step
_.unit_price_fen
_.valid_from
_.valid_until
_.workflow

# Columns: facts kept for people, reports and later readers.
_.added_at
_.credential_hash
_.credit
_.identity_hash
_.identity_masked
_.is_from_future
_.is_signed_for
_.issued_at
_.pay_method
_.per_person_count
_.started_at
_.stock_count
_.uid

# Parts of a payload: encoded by name.
_.as_of
_.by_category
_.is_connected
_.last_job
_.last_seen_at
_.may_sign_in
_.ms
_.phone_masked
_.print_job
_.print_jobs
_.printed_count
_.rate
_.resolved
_.roster_at
_.server_time
_.who

# Settings: a known key must not stop the start.
_.database_url
_.notify
_.redis_url
_.retention_days

# Values a template names.
_.category_name
_.category_name_en
_.event_name_en
