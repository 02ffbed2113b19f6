# fish completion for pcadmin: every word is asked of pcadmin itself.
function __pcadmin_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    # fish tells the word as typed, with the quote that is still open.
    set -l word (commandline -ct | string replace -r -- '^(--[^=]*=)?["\']' '$1')
    for line in (command $program __complete $words "$word" 2>/dev/null)
        if test "$line" = ":files"
            # A value after = is a path of its own.
            set -l flag (string match -r -- '^--[^=]*=' "$word")
            for path in (__fish_complete_path (string replace -- "$flag" "" "$word"))
                echo "$flag$path"
            end
        else
            echo -- $line
        end
    end
end
complete -c pcadmin -f -a '(__pcadmin_complete)'
