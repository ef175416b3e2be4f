package praetor.cli.completion;

import java.io.IOException;
import java.nio.file.Path;

/** A shell of this user, and how it learns to complete. */
sealed interface Shell permits RcShell, Fish {

  /** Where the failure texts say that something is or is not. */
  Path place();

  boolean isInstalled() throws IOException;

  void install() throws IOException;

  void uninstall() throws IOException;

  /** {@code already installed in FILE}. */
  String alreadyInstalled();
}
