// Reads histories of registers from standard input and says of each whether one order explains it.
//
// A history is a line with its count of operations, and a line for each of them:
//
//	KIND EXPECTED VALUE DONE CALLED ANSWERED
//
// KIND is read, write or swap, DONE is true or false, ANSWERED is never or a time. The answer is
// true, false or unknown (out of time), one line a history.
package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"strconv"
	"time"

	"github.com/anishathalye/porcupine"
)

const patience = 60 * time.Second

type question struct {
	kind            string
	expected, value int
}

type answer struct {
	known bool
	value int
	done  bool
}

var register = porcupine.Model{
	Init: func() interface{} { return 0 },
	Step: func(state, input, output interface{}) (bool, interface{}) {
		held, asked, told := state.(int), input.(question), output.(answer)
		switch asked.kind {
		case "read":
			return told.value == held, held
		case "write":
			return true, asked.value
		default:
			fits := held == asked.expected
			if told.known && told.done != fits {
				return false, held
			}
			if fits {
				return true, asked.value
			}
			return true, held
		}
	},
}

func main() {
	in := bufio.NewReader(os.Stdin)
	for {
		var count int
		if _, err := fmt.Fscan(in, &count); err != nil {
			return
		}
		history := make([]porcupine.Operation, count)
		for i := range history {
			var asked question
			var done bool
			var called int64
			var answered string
			if _, err := fmt.Fscan(in, &asked.kind, &asked.expected, &asked.value, &done, &called, &answered); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(2)
			}
			history[i] = operation(i, asked, done, called, answered)
		}
		switch porcupine.CheckOperationsTimeout(register, history, patience) {
		case porcupine.Ok:
			fmt.Println("true")
		case porcupine.Illegal:
			fmt.Println("false")
		default:
			fmt.Println("unknown")
		}
	}
}

// An answer counts before a call at the same moment.
func operation(id int, asked question, done bool, called int64, answered string) porcupine.Operation {
	told := answer{known: answered != "never", value: asked.value, done: done}
	returned := int64(math.MaxInt64)
	if told.known {
		at, err := strconv.ParseInt(answered, 10, 64)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		returned = 2 * at
	}
	return porcupine.Operation{ClientId: id, Input: asked, Call: 2*called + 1, Output: told, Return: returned}
}
