#!/usr/bin/env bash
# Compares the bits that models compute on Arm64, under an emulator, with those of this x64 machine.
#
#     scripts/check-arm64.sh            everything, some minutes: AOT and JIT of both, every width of vectors, with and without fused multiply-add
#     scripts/check-arm64.sh --short    the Arm64 executable against the just-in-time compiler of this machine, less than a minute: what .ci/run does
#
# The program is benchmarks/Platforms: a line with a hash for each model, function and training. Needs on Debian and Ubuntu:
#     apt-get install clang lld gcc-aarch64-linux-gnu qemu-user-static
# Ends with code 0 when all lines are equal, 1 when any differ, 2 when a tool is missing. (All NaN count as equal: which one an operation gives differs.)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly project=benchmarks/Platforms program=ModelCompiler.Benchmarks.Platforms out=artifacts/arm64
readonly short=${1:-}

for tool in clang lld aarch64-linux-gnu-gcc qemu-aarch64-static; do
    command -v "$tool" >/dev/null || { echo "$tool is missing, so the bits of Arm64 were not compared."; exit 2; }
done
[[ $(uname -m) == x86_64 ]] || { echo "This is no x64 machine, so there is nothing to compare Arm64 with."; exit 2; }

# publish FOLDER OPTION...: publishes the program quietly; shows what the compiler says when that fails.
publish() {
    local folder=$out/$1 log
    shift
    log=$(dotnet publish "$project" -c Release -o "$folder" -v q --nologo "$@" 2>&1) || { echo "$log"; echo "FAILED: publish $*"; exit 1; }
}

# run NAME COMMAND...: keeps the lines of one run.
run() {
    local name=$1
    shift
    "$@" >"$out/$name.txt" 2>"$out/$name.log" || { tail -n 20 "$out/$name.log"; echo "FAILED: $name"; exit 1; }
    echo "$name: $(head -n 1 "$out/$name.log")"
}

# emulated COMMAND...: under the emulator. It does not notice code that is rewritten through a second mapping, which is how .NET's
# just-in-time compiler keeps memory from being writable and executable at once.
emulated() {
    QEMU_LD_PREFIX=/usr/aarch64-linux-gnu DOTNET_EnableWriteXorExecute=0 DOTNET_gcConcurrent=0 qemu-aarch64-static "$@"
}

failed=0
# same NAME NAME: compares the lines of two runs.
same() {
    if cmp -s "$out/$1.txt" "$out/$2.txt"; then
        echo "same bits: $1 and $2"
    else
        echo "DIFFERENT BITS: $1 and $2"
        diff "$out/$1.txt" "$out/$2.txt" | head -n 20 || true
        failed=1
    fi
}

mkdir -p "$out"
publish x64 -r linux-x64 --self-contained false
run x64 "$out/x64/$program"
publish arm64-aot -r linux-arm64 -p:AheadOfTime=true
run arm64-aot emulated "$out/arm64-aot/$program"
same x64 arm64-aot
[[ $short == --short ]] && exit "$failed"

run x64-128 env MODELCOMPILER_VECTOR_BITS=128 "$out/x64/$program"
same x64 x64-128
publish x64-v3 -r linux-x64 -p:AheadOfTime=true -p:IlcInstructionSet=x86-64-v3
run x64-v3 "$out/x64-v3/$program"
same x64 x64-v3
publish arm64-jit -r linux-arm64 --self-contained true
run arm64-jit emulated "$out/arm64-jit/$program"
same x64 arm64-jit

# Without fused multiply-add there is another class of bits, the same for all of it.
run x64-without-fma env DOTNET_EnableAVX2=0 "$out/x64/$program"
publish x64-default -r linux-x64 -p:AheadOfTime=true
run x64-default "$out/x64-default/$program"
same x64-without-fma x64-default
exit "$failed"
