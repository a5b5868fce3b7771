#compdef matrix-ferry

__matrix-ferry_complete() {
    local -ar non_empty_completions=("${@:#(|:*)}")
    local -ar empty_completions=("${(M)@:#(|:*)}")
    _describe -V '' non_empty_completions -- empty_completions -P $'\'\''
}

__matrix-ferry_custom_complete() {
    local -a completions
    completions=("${(@f)"$("${command_name}" "${@}" "${command_line[@]}")"}")
    if [[ "${#completions[@]}" -gt 1 ]]; then
        __matrix-ferry_complete "${completions[@]:0:-1}"
    fi
}

__matrix-ferry_cursor_index_in_current_word() {
    if [[ -z "${QIPREFIX}${IPREFIX}${PREFIX}" ]]; then
        printf 0
    else
        printf %s "${#${(z)LBUFFER}[-1]}"
    fi
}

_matrix-ferry() {
    emulate -RL zsh -G
    setopt extendedglob nullglob numericglobsort
    unsetopt aliases banghist

    local -xr SAP_SHELL=zsh
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(builtin emulate zsh -c 'printf %s "${ZSH_VERSION}"')"
    local -r SAP_SHELL_VERSION

    local context state state_descr line
    local -A opt_args

    local -r command_name="${words[1]}"
    local -ar command_line=("${words[@]}")
    local -ir current_word_index="$((CURRENT - 1))"

    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'init:Makes a migration directory: ferry.yaml, registration.yaml, mappings/.'
            'doctor:Checks homeserver, token and disk, and says what to change.'
            'import:Reads archives; nothing leaves this machine.'
            'plan:Plans people, rooms, operations and losses; writes the dry-run report.'
            'upload:Carries the plan out; continues where it stopped.'
            'verify:Reads the homeserver back and compares; exit code 4 if anything differs.'
            'report:Writes the plan'\''s report again, from the store.'
            'status:Says where the migration stands, also while an upload runs.'
            'rollback:Removes from the homeserver what this migration has made.'
            'close:Verifies once more, removes the import devices, seals the manifest.'
            'run:Imports, plans, uploads and verifies: the line for cron.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        init|doctor|import|plan|upload|verify|report|status|rollback|close|run|help)
            "_matrix-ferry_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_matrix-ferry_init() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        ':dir:'
        '--server-name[The homeserver'\''s name, the part of ids after the colon.]:server-name:'
        '--homeserver[The URL under which the homeserver answers this machine.]:homeserver:'
        '--sender[The localpart of the user that makes the rooms.]:sender:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_doctor() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--window-config[Prints settings of Synapse that make an import window quiet and fast, and checks nothing.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_import() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--source[What the archives are\: slack, teams, zoom, webex, mail or compliance. Found out if left out.]:source:'
        '*:archive:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_plan() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--check-server[Asks the homeserver which users and aliases it has already and how large files may be; writes reports/accounts.csv, aliases.csv and files.csv.]'
        '*--preview[Shows how a room will look, by its channel'\''s name or key\: reports/preview.html. May be repeated.]:room:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_upload() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--max-duration[Pauses after this time (90s, 30m, 8h) with exit code 75.]:max-duration:'
        '--window[Runs only then, else pauses with exit code 75\: "Mon-Fri 20\:00-06\:00 Europe/Berlin".]:window:'
        '--rate[Requests begun a second at most.]:rate:'
        '--concurrency[Rooms that are filled at the same time at most.]:concurrency:'
        '--give-up-after[How long the homeserver may fail before the upload ends with exit code 69.]:give-up-after:'
        '--metrics-file[Figures for Prometheus'\'' textfile collector, every 15 seconds.]:file:'
        '--rehearse[Carries only so many rooms, as a rehearsal in a space of its own; see rehearsal/ in the directory.]:rooms:'
        '--take-over[Goes on in this directory although a copy of it was carried on elsewhere\: reads every room back first.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_verify() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--subset[Reads only part k of n of the rooms and files, always the same.]:k/n:'
        '--anew[Reads everything, also what a verification that was interrupted in the last day has read.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_report() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_status() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_rollback() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--admin-token-file[A file with the access token of a Synapse administrator; also FERRY_ADMIN_TOKEN_FILE.]:file:'
        '--admin-url[Where the admin API answers, if not where the homeserver does.]:url:'
        '--yes[Does it.]'
        '--people[Deactivates the accounts that this migration has made, too. They can never be made again.]'
        '--force[Removes rooms in which people have written since, too, a migration that was closed, and one that a copy of the directory has carried on.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_close() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_run() {
    local -i ret=1
    local -ar arg_specs=(
        '(-C --migration)'{-C,--migration}'[The migration directory.]:dir:'
        '--json[Lines of JSON on standard output, for machines.]'
        '(-q --quiet)'{-q,--quiet}'[Problems only.]'
        '(-v --verbose)'{-v,--verbose}'[More detail.]'
        '--plain[One line after another on a terminal too; nothing is drawn anew in its place.]'
        '--log-file[Lines of JSON about what happens, without names and texts.]:file:'
        '--max-duration[Pauses after this time (90s, 30m, 8h) with exit code 75.]:max-duration:'
        '--window[Runs only then, else pauses with exit code 75\: "Mon-Fri 20\:00-06\:00 Europe/Berlin".]:window:'
        '--rate[Requests begun a second at most.]:rate:'
        '--concurrency[Rooms that are filled at the same time at most.]:concurrency:'
        '--give-up-after[How long the homeserver may fail before the upload ends with exit code 69.]:give-up-after:'
        '--metrics-file[Figures for Prometheus'\'' textfile collector, every 15 seconds.]:file:'
        '(-n --dry-run)'{-n,--dry-run}'[Stops after the plan and its report.]'
        '--source[What the archives are\: slack, teams, zoom, webex, mail or compliance. Found out if left out.]:source:'
        '*:archive:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_matrix-ferry_help() {
    local -i ret=1
    local -ar arg_specs=(
        '*:subcommands:'
        '--version[Show the version.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

if [[ "${funcstack[1]}" = _matrix-ferry ]]; then
    _matrix-ferry "${@}"
else
    compdef _matrix-ferry matrix-ferry
fi
