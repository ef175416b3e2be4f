package praetor.template.func;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.Set;

/** Owners and permissions of files, by names and numbers. */
public final class Owners {
  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  private Owners() {}

  /** Permissions of octal digits. */
  public static Set<PosixFilePermission> permissions(int mode) {
    var set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < BITS.length; i++) {
      if ((mode & 1 << i) != 0) {
        set.add(BITS[i]);
      }
    }
    return set;
  }

  /** Sets the permissions that octal digits name; an empty text leaves them. */
  static void permissions(Path file, String octal) throws IOException {
    if (octal.isEmpty()) {
      return;
    }
    if (!octal.matches("[0-7]{1,5}")) {
      throw new IOException("strconv.ParseUint: parsing \"" + octal + "\": invalid syntax");
    }
    Files.setPosixFilePermissions(file, permissions(Integer.parseInt(octal, 8)));
  }

  /** Changes owner and group; an empty name leaves them. */
  public static void change(Path file, String user, String group) throws IOException {
    var lookup = file.getFileSystem().getUserPrincipalLookupService();
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      if (!user.isEmpty()) {
        view.setOwner(lookup.lookupPrincipalByName(user));
      }
    } catch (UserPrincipalNotFoundException unknown) {
      throw new IOException("user: unknown user " + user, unknown);
    }
    try {
      if (!group.isEmpty()) {
        view.setGroup(lookup.lookupPrincipalByGroupName(group));
      }
    } catch (UserPrincipalNotFoundException unknown) {
      throw new IOException("group: unknown group " + group, unknown);
    }
  }
}
