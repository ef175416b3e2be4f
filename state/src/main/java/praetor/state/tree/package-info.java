/**
 * The persistent tree under every table: {@link praetor.state.tree.BTree} is an immutable value,
 * {@link praetor.state.tree.BTreeEdit} builds the next one. Nothing here knows what the rows mean,
 * except for the raft index that each row carries.
 */
@NullMarked
package praetor.state.tree;

import org.jspecify.annotations.NullMarked;
