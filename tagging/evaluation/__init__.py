"""How good suggestions are: metrics, baselines of the same run, ablation, calibration."""
