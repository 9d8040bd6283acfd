# Ends the test server when no test has used it for ten minutes, by the age of $home/used.
# Test processes share the lock on $home/used, so it is never ended under one of them.
home=$1 pid=$2 data=$3

runs() { [ "$(readlink "/proc/$pid/cwd")" = "$data" ]; }

while runs; do
    sleep 3
    if [ -n "$(find "$home/used" -mmin +10)" ]; then
        exec 9>>"$home/used"
        if flock -n -x 9; then
            kill -INT "$pid"
            while runs; do sleep 0.1; done
            exit
        fi
        exec 9>&-
    fi
done
