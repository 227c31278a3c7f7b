"""All tests that look at the code base itself, by its paths, modules or globs.

``GUARDS``: file → test → the test that plants offences and shows that it finds them. ``LOUD``: file
→ the one place that it names and cannot go blind on, as it reads or starts just this and fails when
it is gone. ``test_guards.py`` holds both.
"""

from collections.abc import Mapping

GUARDS: Mapping[str, Mapping[str, str]] = {
    "house/test_audience.py": {
        "test_no_page_of_the_desk_counts_as_public": "test_a_page_of_the_desk_in_a_public_folder_is_found",
    },
    "house/test_clock.py": {
        "test_every_day_is_the_countys": "test_a_day_of_utc_is_found_however_deep",
    },
    "house/test_frozen.py": {
        "test_what_can_be_gathered_by_reading_is_gathered": "test_a_moved_source_is_still_looked_at",
    },
    "house/test_hooks.py": {
        "test_nothing_else_is_hung_on_the_application_by_a_string": "test_what_is_hung_on_the_application_is_found_however_deep",
    },
    "house/test_migrations.py": {
        "test_a_migration_imports_nothing_of_ours": "test_a_migration_that_follows_living_code_is_found",
    },
    "house/test_catalogues.py": {
        "test_public_words_keep_off_the_words_we_never_use": "test_such_a_word_is_found_in_public_rooms_however_deep",
    },
    "house/test_contrast.py": {
        "test_tokens_are_told_apart": "test_a_pale_token_is_found",
        "test_the_respondents_part_of_the_stylesheet_stays_under_4_kilobytes": "test_a_sheet_that_is_too_large_is_found_wherever_it_lies",
        "test_the_sheet_of_the_boards_stays_under_5_kilobytes": "test_a_sheet_that_is_too_large_is_found_wherever_it_lies",
        "test_the_whole_stylesheet_stays_under_8_kilobytes": "test_a_sheet_that_is_too_large_is_found_wherever_it_lies",
        "test_no_stylesheet_needs_a_browser_newer_than_chrome_80": "test_a_stylesheet_that_needs_one_is_found",
        "test_nothing_moves_for_who_wants_no_motion": "test_what_moves_is_found",
    },
    "house/test_docs.py": {
        "test_the_rooms_are_shown_as_they_are": "test_a_new_room_and_a_new_arrow_change_what_is_shown",
        "test_every_room_says_what_lives_in_it": "test_a_room_that_says_nothing_is_found",
        "test_what_the_documents_name_exists": "test_a_path_that_was_moved_is_found_however_deep",
    },
    "house/test_documents.py": {
        "test_what_it_points_at_exists": "test_a_pointer_to_what_was_moved_or_renamed_is_found",
    },
    "house/test_guards.py": {
        "test_every_guard_is_on_the_list": "test_a_guard_that_is_not_on_the_list_is_found_however_deep",
        "test_every_guard_has_a_test_that_plants_what_it_finds": "test_a_guard_without_such_a_test_is_found",
    },
    "house/test_handbook.py": {
        "test_every_page_and_picture_that_is_linked_exists": "test_a_dead_link_and_words_of_no_screen_are_found",
        "test_what_is_bold_stands_on_a_screen": "test_a_dead_link_and_words_of_no_screen_are_found",
    },
    "house/test_old_phones.py": {
        "test_scripts_of_phones_are_es2017": "test_a_script_that_is_too_new_is_found_however_deep",
        "test_sheets_of_phones_say_it_to_old_engines_first": "test_a_rule_for_new_engines_alone_is_found",
    },
    "house/test_one_disclosure.py": {
        "test_only_disclosure_makes_a_release": "test_every_second_maker_is_found",
        "test_the_engine_s_exact_counts_are_known_by_what_they_import": "test_every_import_of_exact_counts_is_found",
        "test_the_web_imports_nothing_that_holds_exact_counts": "test_every_import_of_exact_counts_is_found",
    },
    "house/test_operations.py": {
        "test_what_a_sample_calls_is_a_command_of_ours": "test_a_command_that_is_gone_is_found",
        "test_the_container_takes_all_that_runs": "test_a_package_that_the_container_leaves_out_is_found",
    },
    "house/test_rooms.py": {
        "test_every_module_is_in_the_graph": "test_a_module_beside_all_packages_is_found",
        "test_the_import_contracts_hold": "test_an_import_against_a_contract_is_found_however_deep",
        "test_every_template_is_used": "test_a_template_that_is_not_used_is_found_however_deep",
        "test_every_setting_is_described": "test_every_setting_is_described",
        "test_a_serving_process_loads_nothing_heavy": "test_a_heavy_library_far_below_a_serving_process_is_found",
        "test_no_file_names_a_machine_or_a_package_host": "test_a_file_that_names_one_is_found",
    },
    "house/test_services.py": {
        "test_a_service_offers_nothing_that_no_other_slice_needs": "test_what_nobody_needs_is_found_though_its_own_slice_uses_it",
        "test_every_service_says_what_it_offers": "test_a_service_that_says_nothing_is_found",
    },
    "house/test_sizes.py": {
        "test_folders_files_and_functions_are_small": "test_what_is_too_large_is_found_however_deep",
    },
    "participation/boards/test_claims.py": {
        "test_no_page_of_a_board_claims_that_people_are_unknown": "test_a_claim_is_found_wherever_the_boards_say_it",
        "test_no_translation_claims_it_either": "test_a_claim_is_found_wherever_the_boards_say_it",
    },
    "participation/exports/test_paper.py": {
        "test_the_press_loads_nothing_of_the_application": "test_a_press_that_loads_some_of_it_is_found",
    },
    "participation/site/test_info.py": {
        "test_every_needed_gap_is_on_a_page_and_every_gap_of_a_page_is_registered": "test_a_gap_that_nobody_registered_is_found_however_deep",
    },
    "participation/test_names.py": {
        "test_no_field_of_an_answer_has_the_name_of_something_of_the_page": "test_a_field_with_a_name_of_its_own_is_found_however_deep",
        "test_no_field_of_an_answer_hides_what_the_script_asks_of_the_form": "test_what_the_script_asks_of_the_form_is_read_from_the_script",
    },
    "surveys/test_import_faults.py": {
        "test_every_sentence_is_said_somewhere": "test_a_sentence_that_is_never_said_is_found",
    },
    "surveys/test_lightness.py": {
        "test_importing_the_engine_brings_no_reader_of_workbooks": "test_a_reader_of_workbooks_behind_a_door_of_the_engine_is_found",
    },
}

LOUD: Mapping[str, str] = {
    "participation/test_compiled.py": "templates",
    "surveys/test_languages_of_columns.py": "languages.__file__",
    "house/test_error_words.py": "participation",
    "participation/areas/test_areas.py": "participation/static/icons.svg",
    "house/test_access_rules.py": "docs",
    "journeys/test_done_when.py": "participation.demo",
    "participation/demo/test_demo.py": "participation.demo",
    "participation/operations/test_doctor.py": "docs",
    "participation/concept/test_kept_and_gone.py": "participation.concept.",
}
