package praetor.state.command;

import static praetor.model.codec.Codecs.BOOL;

import praetor.model.codec.Shape;
import praetor.state.AutopilotConfig;

/**
 * Changes the autopilot configuration.
 *
 * @param cas only when the ModifyIndex in the configuration is the present one
 */
public record AutopilotSetRequest(AutopilotConfig config, boolean cas) implements Command {
  public static final Shape<AutopilotSetRequest> SHAPE =
      Shape.<AutopilotSetRequest>of("structs.AutopilotSetConfigRequest")
          .field("Config", AutopilotConfig.SHAPE, AutopilotSetRequest::config)
          .field("CAS", BOOL, AutopilotSetRequest::cas)
          .build(v -> new AutopilotSetRequest(v.next(), v.next()));
}
