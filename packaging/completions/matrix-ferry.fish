function __matrix-ferry_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __matrix-ferry_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __matrix-ferry_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __matrix-ferry_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __matrix-ferry_parse_tokens -S
    set -l unparsed_tokens (__matrix-ferry_tokens -pc)
    switch $unparsed_tokens[1]
    case 'matrix-ferry'
        __matrix-ferry_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'init'
            __matrix-ferry_parse_subcommand 1 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'server-name=' 'homeserver=' 'sender=' 'version' 'h/help'
        case 'doctor'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'window-config' 'version' 'h/help'
        case 'import'
            __matrix-ferry_parse_subcommand -r 1 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'source=' 'version' 'h/help'
        case 'plan'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'check-server' 'preview=+' 'version' 'h/help'
        case 'upload'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'max-duration=' 'window=' 'rate=' 'concurrency=' 'give-up-after=' 'metrics-file=' 'rehearse=' 'take-over' 'version' 'h/help'
        case 'verify'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'subset=' 'anew' 'version' 'h/help'
        case 'report'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'version' 'h/help'
        case 'status'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'version' 'h/help'
        case 'rollback'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'admin-token-file=' 'admin-url=' 'yes' 'people' 'force' 'version' 'h/help'
        case 'close'
            __matrix-ferry_parse_subcommand 0 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'version' 'h/help'
        case 'run'
            __matrix-ferry_parse_subcommand -r 1 'C/migration=' 'json' 'q/quiet' 'v/verbose' 'plain' 'log-file=' 'max-duration=' 'window=' 'rate=' 'concurrency=' 'give-up-after=' 'metrics-file=' 'n/dry-run' 'source=' 'version' 'h/help'
        case 'help'
            __matrix-ferry_parse_subcommand -r 1 'version'
        end
    end
end

function __matrix-ferry_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __matrix-ferry_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __matrix-ferry_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __matrix-ferry_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__matrix-ferry_tokens -p)
    if test -z "$(__matrix-ferry_tokens -t)"
        set -l index (count (__matrix-ferry_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'matrix-ferry' -f
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'init' -d 'Makes a migration directory: ferry.yaml, registration.yaml, mappings/.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'doctor' -d 'Checks homeserver, token and disk, and says what to change.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'import' -d 'Reads archives; nothing leaves this machine.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'plan' -d 'Plans people, rooms, operations and losses; writes the dry-run report.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'upload' -d 'Carries the plan out; continues where it stopped.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'verify' -d 'Reads the homeserver back and compares; exit code 4 if anything differs.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'report' -d 'Writes the plan\'s report again, from the store.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'status' -d 'Says where the migration stands, also while an upload runs.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'rollback' -d 'Removes from the homeserver what this migration has made.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'close' -d 'Verifies once more, removes the import devices, seals the manifest.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'run' -d 'Imports, plans, uploads and verifies: the line for cron.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_positional "matrix-ferry" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" server-name' -l 'server-name' -d 'The homeserver\'s name, the part of ids after the colon.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" homeserver' -l 'homeserver' -d 'The URL under which the homeserver answers this machine.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" sender' -l 'sender' -d 'The localpart of the user that makes the rooms.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" window-config' -l 'window-config' -d 'Prints settings of Synapse that make an import window quiet and fast, and checks nothing.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" source' -l 'source' -d 'What the archives are: slack, teams, zoom, webex, mail or compliance. Found out if left out.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" check-server' -l 'check-server' -d 'Asks the homeserver which users and aliases it has already and how large files may be; writes reports/accounts.csv, aliases.csv and files.csv.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan"' -l 'preview' -d 'Shows how a room will look, by its channel\'s name or key: reports/preview.html. May be repeated.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" max-duration' -l 'max-duration' -d 'Pauses after this time (90s, 30m, 8h) with exit code 75.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" window' -l 'window' -d 'Runs only then, else pauses with exit code 75: "Mon-Fri 20:00-06:00 Europe/Berlin".' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" rate' -l 'rate' -d 'Requests begun a second at most.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" concurrency' -l 'concurrency' -d 'Rooms that are filled at the same time at most.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" give-up-after' -l 'give-up-after' -d 'How long the homeserver may fail before the upload ends with exit code 69.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" metrics-file' -l 'metrics-file' -d 'Figures for Prometheus\' textfile collector, every 15 seconds.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" rehearse' -l 'rehearse' -d 'Carries only so many rooms, as a rehearsal in a space of its own; see rehearsal/ in the directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" take-over' -l 'take-over' -d 'Goes on in this directory although a copy of it was carried on elsewhere: reads every room back first.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry upload" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" subset' -l 'subset' -d 'Reads only part k of n of the rooms and files, always the same.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" anew' -l 'anew' -d 'Reads everything, also what a verification that was interrupted in the last day has read.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" admin-token-file' -l 'admin-token-file' -d 'A file with the access token of a Synapse administrator; also FERRY_ADMIN_TOKEN_FILE.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" admin-url' -l 'admin-url' -d 'Where the admin API answers, if not where the homeserver does.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" yes' -l 'yes' -d 'Does it.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" people' -l 'people' -d 'Deactivates the accounts that this migration has made, too. They can never be made again.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" force' -l 'force' -d 'Removes rooms in which people have written since, too, a migration that was closed, and one that a copy of the directory has carried on.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry rollback" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry close" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" C migration' -s 'C' -l 'migration' -d 'The migration directory.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" json' -l 'json' -d 'Lines of JSON on standard output, for machines.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" q quiet' -s 'q' -l 'quiet' -d 'Problems only.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" v verbose' -s 'v' -l 'verbose' -d 'More detail.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" plain' -l 'plain' -d 'One line after another on a terminal too; nothing is drawn anew in its place.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" log-file' -l 'log-file' -d 'Lines of JSON about what happens, without names and texts.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" max-duration' -l 'max-duration' -d 'Pauses after this time (90s, 30m, 8h) with exit code 75.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" window' -l 'window' -d 'Runs only then, else pauses with exit code 75: "Mon-Fri 20:00-06:00 Europe/Berlin".' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" rate' -l 'rate' -d 'Requests begun a second at most.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" concurrency' -l 'concurrency' -d 'Rooms that are filled at the same time at most.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" give-up-after' -l 'give-up-after' -d 'How long the homeserver may fail before the upload ends with exit code 69.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" metrics-file' -l 'metrics-file' -d 'Figures for Prometheus\' textfile collector, every 15 seconds.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" dry-run n' -s 'n' -l 'dry-run' -d 'Stops after the plan and its report.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" source' -l 'source' -d 'What the archives are: slack, teams, zoom, webex, mail or compliance. Found out if left out.' -rfka ''
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" version' -l 'version' -d 'Show the version.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry run" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'matrix-ferry' -n '__matrix-ferry_should_offer_completions_for_flags_or_options "matrix-ferry help" version' -l 'version' -d 'Show the version.'
